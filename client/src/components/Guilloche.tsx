const CENTRE = 200;
const RINGS = 26;
const STEPS = 300;

/** One closed rosette line, as on certificates: a circle whose radius swings `lobes` times. */
function rosette(radius: number, swing: number, lobes: number, phase: number): string {
  const points = Array.from({ length: STEPS }, (_, step) => {
    const angle = (step / STEPS) * 2 * Math.PI;
    const reach = radius + swing * Math.sin(lobes * angle + phase);
    return `${(CENTRE + reach * Math.cos(angle)).toFixed(1)} ${(CENTRE + reach * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}

const PATH = Array.from({ length: RINGS }, (_, ring) => rosette(58 + ring * 4.6, 18, 12, ring * 0.26)).join('');

/** A security-print rosette, decoration only. */
export function Guilloche({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 400 400" className={className} aria-hidden="true">
      <path d={PATH} fill="none" stroke="currentColor" strokeWidth="0.45" />
    </svg>
  );
}
