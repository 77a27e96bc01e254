import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Actor } from '../components/Actor';
import { formatDate } from '../components/format';
import { attestationQuery } from './queries';
import classes from './Results.module.css';

/** Who decided a control by attestation, on what grounds, and how long that holds. */
export function AttestationNote({ attestationId }: { attestationId: string }) {
  const { data: attestation, isPending } = useQuery(attestationQuery(attestationId));
  if (!attestation) {
    return isPending ? <Skeleton height={42} /> : null;
  }
  return (
    <blockquote className={classes.attestation}>
      <p>{attestation.statement}</p>
      <footer>
        Attested by <Actor actor={attestation.attested_by} /> on {formatDate(attestation.attested_at)}, valid until{' '}
        {formatDate(attestation.valid_until)}
      </footer>
    </blockquote>
  );
}
