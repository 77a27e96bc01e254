import { actorName } from './actorName';

/** Who did something, in short; the whole of it on hover. */
export function Actor({ actor }: { actor: string }) {
  return <span title={actor}>{actorName(actor)}</span>;
}
