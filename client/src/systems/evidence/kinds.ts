import type { EvidenceKind } from '../../api/types';
import { words } from '../../components/format';

/** Record rather than array, so that a kind the API gains or loses does not compile. */
const KINDS: Record<EvidenceKind, true> = {
  policy: true,
  training_record: true,
  risk_management_file: true,
  impact_assessment: true,
  data_governance_record: true,
  technical_documentation: true,
  model_card: true,
  instructions_for_use: true,
  transparency_notice: true,
  human_oversight_procedure: true,
  test_report: true,
  security_test_report: true,
  monitoring_report: true,
  log_sample: true,
  conformity_declaration: true,
  registration_record: true,
  post_market_plan: true,
  incident_procedure: true,
  incident_report: true,
  supplier_contract: true,
  audit_report: true,
  meeting_minutes: true,
  legal_opinion: true,
  other: true,
};

export const EVIDENCE_KINDS = Object.keys(KINDS) as EvidenceKind[];

export const KIND_OPTIONS = EVIDENCE_KINDS.map((kind) => ({ value: kind, label: words(kind) }));

export function evidenceKind(value: string | undefined): EvidenceKind | undefined {
  return EVIDENCE_KINDS.find((kind) => kind === value);
}
