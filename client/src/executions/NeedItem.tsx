import { TextLink } from '../components/links';
import { readNeed } from './needs';

/** One thing that would decide a control, linked to where it can be given. */
export function NeedItem({ need, systemId }: { need: string; systemId: string }) {
  const read = readNeed(need);
  switch (read.kind) {
    case 'fact':
      return (
        <TextLink to="/systems/$systemId/facts" params={{ systemId }} search={{ search: read.search }}>
          {read.text}
        </TextLink>
      );
    case 'evidence':
      return (
        <TextLink to="/systems/$systemId/evidence" params={{ systemId }} search={{ kind: read.evidenceKind }}>
          {read.text}
        </TextLink>
      );
    default:
      return <>{read.text}</>;
  }
}
