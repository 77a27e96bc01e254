import type { FactSection } from '../../api/types';
import { countStated, type Facts } from './draft';
import classes from './SectionIndex.module.css';

interface SectionIndexProps {
  sections: readonly FactSection[];
  shown: readonly FactSection[];
  facts: Facts;
}

/** The sections, how much of each is stated, and links to them. */
export function SectionIndex({ sections, shown, facts }: SectionIndexProps) {
  return (
    <nav aria-label="Sections of facts" className={classes.index}>
      {sections.map((section) => {
        const stated = countStated(section, facts);
        const label = (
          <>
            <span>{section.title}</span>
            <span className={classes.count}>
              {stated}
              <span aria-hidden="true">/</span>
              <span className="visually-hidden"> of </span>
              {section.facts.length}
            </span>
          </>
        );
        return shown.some(({ section: name }) => name === section.section) ? (
          <a key={section.section} href={`#facts-${section.section}`} className={classes.link}>
            {label}
          </a>
        ) : (
          <span key={section.section} className={classes.hidden}>
            {label}
          </span>
        );
      })}
    </nav>
  );
}
