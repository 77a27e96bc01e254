"""Infrastructure on AWS and Azure: modules of one name have the same outputs on both clouds."""
