"""What the DevOps layer did: releases, rotations, backups, drills."""
