"""Blue-green releases: the running release is replaced without a failed request, and a bad one takes itself back."""
