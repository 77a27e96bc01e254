"""What pipelines add to commands: a record of each stage, proof of an approval, and one issue for what fails."""
