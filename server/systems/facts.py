"""The vocabulary of facts that can be stated about an AI system.

Framework rules read facts by their dotted path (`facts.data.provenance_recorded`). Every fact is optional, and a
fact that is absent is *unknown*: rules ask for evidence then, they never take it for false. Sections and facts carry
the sentence that the console and the documentation show, so nothing about a fact is written down twice.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from server.http.schemas import VISIBLE, Day

Role = Literal["provider", "deployer", "importer", "distributor"]

AnnexIIIArea = Literal[
    "biometrics",
    "critical_infrastructure",
    "education",
    "employment",
    "essential_services",
    "law_enforcement",
    "migration",
    "justice_and_democracy",
]

AnnexIIIExemption = Literal[
    "none",
    "narrow_procedural_task",
    "improves_completed_human_activity",
    "detects_deviations_from_decision_patterns",
    "preparatory_task",
]

ProhibitedPractice = Literal[
    "subliminal_or_manipulative_techniques",
    "exploitation_of_vulnerabilities",
    "social_scoring",
    "crime_prediction_by_profiling",
    "untargeted_facial_image_scraping",
    "emotion_inference_at_work_or_school",
    "biometric_categorisation_of_sensitive_traits",
    "real_time_remote_biometric_identification",
]

DecisionEffect = Literal["none", "advisory", "automated"]

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=VISIBLE)]


class FactSection(BaseModel):
    """A group of facts. Unknown names are refused, so a typing error cannot pass for an unknown fact."""

    model_config = ConfigDict(extra="forbid", strict=True)


def yes_no(description: str) -> bool | None:
    """A fact that is true, false or unknown."""
    return Field(default=None, description=description)


def on_date(description: str) -> Day | None:
    """A fact that is a calendar date or unknown."""
    return Field(default=None, description=description)


def interval(description: str, *, hours: bool = False) -> float | None:
    """A fact that is a time of up to two years, in days or hours, or unknown."""
    return Field(default=None, gt=0, le=730 * (24 if hours else 1), description=description)


class ScopeFacts(FactSection):
    """What the system is, where it is used and by whom: decides which duties apply."""

    eu_market: bool | None = yes_no("Placed on the market, put into service, or its output used in the Union.")
    roles: list[Role] | None = Field(default=None, max_length=4, description="The organisation's roles for the system.")
    annex_iii_areas: list[AnnexIIIArea] | None = Field(
        default=None, max_length=8, description="High-risk areas of Annex III the system is used in; empty when none."
    )
    annex_i_product: bool | None = yes_no(
        "A product, or its safety component, under law in Annex I (Section A) with third-party conformity assessment."
    )
    annex_iii_exemption: AnnexIIIExemption | None = Field(
        default=None, description="The condition of Article 6(3) relied on to leave the high-risk class, or none."
    )
    annex_iii_exemption_documented: bool | None = yes_no("The assessment behind an Article 6(3) exemption is on file.")
    profiles_people: bool | None = yes_no("The system profiles natural persons.")
    prohibited_practices: list[ProhibitedPractice] | None = Field(
        default=None, max_length=8, description="Practices of Article 5 the system performs; empty when none."
    )
    prohibited_practices_screened_on: Day | None = on_date("When the system was last screened against Article 5.")
    interacts_with_people: bool | None = yes_no("Natural persons interact with the system directly.")
    generates_content: bool | None = yes_no("Generates synthetic audio, image, video or text.")
    deep_fakes: bool | None = yes_no("Generates or manipulates content that would appear authentic (deep fakes).")
    emotion_recognition: bool | None = yes_no("Infers emotions or intentions from biometric data.")
    biometric_categorisation: bool | None = yes_no("Assigns people to categories from biometric data.")
    remote_biometric_identification: bool | None = yes_no("Identifies people at a distance from biometric data.")
    general_purpose_model: bool | None = yes_no("Is, or is built on, a general-purpose AI model.")
    public_service_deployer: bool | None = yes_no("Deployed by a public body or a private provider of public services.")
    public_authority_deployer: bool | None = yes_no(
        "Deployed by a public authority, a Union body or someone acting on their behalf."
    )
    workplace_use: bool | None = yes_no("Used by an employer on or for its workers.")
    decision_effect: DecisionEffect | None = Field(
        default=None, description="Whether output has no effect on persons, advises a human, or decides alone."
    )
    personal_data: bool | None = yes_no("Processes personal data.")
    special_category_data: bool | None = yes_no("Processes special categories of personal data.")
    third_party_components: bool | None = yes_no("Uses third-party data, models or services.")
    pretrained_models: bool | None = yes_no("A pre-trained model is used in the development of the system.")
    human_subject_evaluation: bool | None = yes_no("Evaluations of the system involve human subjects.")
    affected_groups: list[ShortText] | None = Field(
        default=None, max_length=50, description="Groups of persons the system affects, in words."
    )


class GovernanceFacts(FactSection):
    """How the organisation directs and controls its AI systems."""

    policy_approved: bool | None = yes_no("An AI policy approved by top management is in force.")
    policy_reviewed_on: Day | None = on_date("When the AI policy was last reviewed.")
    policy_aligned_with_other_policies: bool | None = yes_no("The AI policy was aligned with the other policies.")
    roles_assigned: bool | None = yes_no("Roles, responsibilities and lines of communication for AI are assigned.")
    accountable_executive: bool | None = yes_no("A named executive is accountable for the system's risks.")
    concerns_channel: bool | None = yes_no("People can report concerns about AI systems without fear of reprisal.")
    legal_requirements_identified: bool | None = yes_no("Legal and regulatory requirements are identified and managed.")
    risk_tolerance_defined: bool | None = yes_no("The organisation's risk tolerance for AI is written down.")
    inventory_maintained: bool | None = yes_no("AI systems are inventoried and resourced by risk priority.")
    decommissioning_process: bool | None = yes_no("Systems are phased out safely by a written process.")
    diverse_team: bool | None = yes_no("Risk decisions are informed by a team diverse in discipline and background.")
    safety_culture: bool | None = yes_no("Policies foster critical thinking and a safety-first mindset.")
    external_feedback_process: bool | None = yes_no("Feedback from outside the team is collected and acted on.")
    third_party_policy: bool | None = yes_no(
        "A policy addresses risks of third-party AI, including intellectual property."
    )
    third_party_contingency: bool | None = yes_no(
        "Contingency processes exist for failures of high-risk third parties."
    )
    quality_management_system: bool | None = yes_no("A documented quality management system covers the system.")
    management_reviewed_on: Day | None = on_date("When management last reviewed the AI management system.")
    monitoring_roles_defined: bool | None = yes_no("Ongoing monitoring and periodic review are planned and assigned.")


class PeopleFacts(FactSection):
    """Whether people can do what the system asks of them."""

    literacy_programme: bool | None = yes_no("Staff who operate or use the system receive AI literacy training.")
    literacy_trained_on: Day | None = on_date("When AI literacy training was last held.")
    literacy_coverage_percent: float | None = Field(
        default=None, ge=0, le=100, description="Share of relevant staff trained in AI literacy, in percent."
    )
    operator_proficiency_defined: bool | None = yes_no(
        "Proficiency of operators and practitioners is defined and checked."
    )
    competences_documented: bool | None = yes_no("The human competences the system needs are documented.")


class RiskFacts(FactSection):
    """Risk management and impact assessment."""

    process_documented: bool | None = yes_no("A risk management process is established, documented and maintained.")
    reviewed_on: Day | None = on_date("When the risk management file was last reviewed.")
    risks_identified: bool | None = yes_no("Known and foreseeable risks to health, safety and rights are identified.")
    misuse_considered: bool | None = yes_no("Risks of reasonably foreseeable misuse are evaluated.")
    vulnerable_groups_considered: bool | None = yes_no("Effects on minors and other vulnerable groups are considered.")
    measures_adopted: bool | None = yes_no("Targeted measures address the identified risks.")
    prioritised: bool | None = yes_no("Risks are prioritised by impact, likelihood and available resources.")
    responses_planned: bool | None = yes_no("Responses to high-priority risks are planned and documented.")
    residual_risk_accepted: bool | None = yes_no("Residual risks are documented and judged acceptable.")
    go_decision_recorded: bool | None = yes_no("A recorded decision says whether the system may proceed.")
    alternatives_considered: bool | None = yes_no("Viable non-AI alternatives were considered.")
    benefits_documented: bool | None = yes_no("Potential benefits are examined and documented.")
    costs_documented: bool | None = yes_no("Potential costs, including of errors, are examined and documented.")
    impact_assessment_on: Day | None = on_date("When the impact on individuals and groups was last assessed.")
    societal_impact_assessed: bool | None = yes_no("Impact on society and the environment is assessed.")
    fundamental_rights_assessment_on: Day | None = on_date("When the fundamental rights impact was last assessed.")
    fundamental_rights_authority_notified: bool | None = yes_no(
        "The market surveillance authority was notified of the fundamental rights impact assessment."
    )
    impact_likelihood_estimated: bool | None = yes_no("Likelihood and magnitude of each impact are estimated.")
    emergent_risks_tracked: bool | None = yes_no("Unanticipated and emergent risks are tracked over time.")
    unmeasurable_risks_documented: bool | None = yes_no("Risks that cannot be measured are documented.")


class DataFacts(FactSection):
    """Data the system is trained, validated, tested and run on."""

    governance_documented: bool | None = yes_no("Data governance and management practices are documented.")
    acquisition_documented: bool | None = yes_no("Acquisition and selection of data are documented.")
    provenance_recorded: bool | None = yes_no("Provenance of data is recorded over its life cycle.")
    preparation_documented: bool | None = yes_no("Preparation, such as labelling and cleaning, is documented.")
    quality_criteria_defined: bool | None = yes_no("Data quality requirements are defined and met.")
    representative: bool | None = yes_no("Data were shown relevant and sufficiently representative for the purpose.")
    bias_examined: bool | None = yes_no("Data were examined for biases that affect health, safety or rights.")
    bias_mitigated: bool | None = yes_no("Measures detect, prevent and mitigate the biases found.")
    gaps_addressed: bool | None = yes_no("Data gaps and shortcomings are identified and addressed.")
    special_category_safeguards: bool | None = yes_no("Use of special category data for bias work has its safeguards.")
    privacy_risk_assessed: bool | None = yes_no("Privacy risk is examined and documented.")
    intellectual_property_assessed: bool | None = yes_no("Rights of third parties in data and models are assessed.")
    input_controlled: bool | None = yes_no("The deployer controls the data that is put into the system.")
    input_relevance_checked: bool | None = yes_no("Deployers check input data for relevance and representativeness.")


class DocumentationFacts(FactSection):
    """What is written down about the system, and where it is registered."""

    technical_documentation: bool | None = yes_no("Technical documentation exists with the content of Annex IV.")
    technical_documentation_updated_on: Day | None = on_date("When the technical documentation was last updated.")
    intended_purpose: bool | None = yes_no("Intended purpose, context and users are documented.")
    instructions_for_use: bool | None = yes_no("Instructions for use are supplied to deployers.")
    limitations: bool | None = yes_no("Limits of knowledge, accuracy and use are documented.")
    tasks_and_methods: bool | None = yes_no("Tasks and methods of the system are defined.")
    requirements: bool | None = yes_no("System requirements are specified and documented.")
    design: bool | None = yes_no("Design and development choices are documented.")
    explanation: bool | None = yes_no("The model is explained and its output interpreted in context.")
    resources: bool | None = yes_no("Resources of the system (components, assets) are documented.")
    data_resources: bool | None = yes_no("Data resources used are documented.")
    tooling_resources: bool | None = yes_no("Tooling resources used are documented.")
    computing_resources: bool | None = yes_no("System and computing resources used are documented.")
    retention_years: float | None = Field(
        default=None, ge=0, le=100, description="How long documentation is kept after the last unit, in years."
    )
    conformity_assessed: bool | None = yes_no("The conformity assessment procedure was completed.")
    declaration_of_conformity: bool | None = yes_no("An EU declaration of conformity is drawn up.")
    ce_marking: bool | None = yes_no("The CE marking is affixed.")
    registered_in_eu_database: bool | None = yes_no("The system is registered in the EU database.")


class LoggingFacts(FactSection):
    """Records the system makes of its own operation."""

    automatic: bool | None = yes_no("Events are logged automatically over the lifetime of the system.")
    traceable: bool | None = yes_no("Logs allow risks and substantial modifications to be traced.")
    controlled: bool | None = yes_no("The organisation controls the logs the system makes, wholly or in part.")
    retention_days: float | None = Field(default=None, ge=0, le=36500, description="How long logs are kept, in days.")


class TransparencyFacts(FactSection):
    """What users, affected persons and others are told."""

    users_informed_of_ai: bool | None = yes_no("People are told that they interact with an AI system.")
    synthetic_content_marked: bool | None = yes_no("Synthetic output is marked in a machine-readable way.")
    deep_fakes_disclosed: bool | None = yes_no("Deep fakes are disclosed as such.")
    biometrics_disclosed: bool | None = yes_no("People exposed to emotion recognition or categorisation are told.")
    affected_persons_informed: bool | None = yes_no(
        "Persons subject to its decisions are told that the system is used."
    )
    workers_informed: bool | None = yes_no("Workers and their representatives are informed before use at work.")
    explanation_available: bool | None = yes_no("Affected persons can obtain an explanation of a decision.")
    appeal_process: bool | None = yes_no("Affected persons can contest an outcome or ask for recourse.")
    impact_reporting_channel: bool | None = yes_no("Outsiders can report adverse impacts of the system.")
    incident_communication_plan: bool | None = yes_no("A plan says how incidents are communicated to users.")
    interested_parties_informed: bool | None = yes_no(
        "Obligations to report to interested parties are documented and met."
    )


class OversightFacts(FactSection):
    """Human oversight."""

    designed_in: bool | None = yes_no("The system was designed so that persons can oversee it effectively.")
    override_possible: bool | None = yes_no("Overseers can disregard, override or reverse the output.")
    stop_control: bool | None = yes_no("Overseers can interrupt the system by a stop control.")
    automation_bias_addressed: bool | None = yes_no("Overseers are made aware of automation bias.")
    overseers_assigned: bool | None = yes_no("Competent, trained persons with authority are assigned to oversee it.")
    two_person_verification: bool | None = yes_no("Identifications are verified by two persons before action.")
    instructions_followed: bool | None = yes_no("The deployer uses the system in line with its instructions.")
    processes_defined: bool | None = yes_no("Human oversight processes are defined, assessed and documented.")


class PerformanceFacts(FactSection):
    """Testing, evaluation, verification and validation."""

    metrics_selected: bool | None = yes_no("Metrics for the most significant risks are selected and documented.")
    metrics_reviewed_on: Day | None = on_date("When appropriateness of metrics and controls was last reviewed.")
    accuracy_declared: bool | None = yes_no("Accuracy levels and metrics are declared in the instructions.")
    evaluated_on: Day | None = on_date("When the system was last evaluated against its metrics.")
    evaluation_documented: bool | None = yes_no("Test sets, metrics and tools of evaluation are documented.")
    deployment_like_conditions: bool | None = yes_no("Performance was shown in conditions similar to deployment.")
    independent_evaluation: bool | None = yes_no("Assessors who did not build the system took part in evaluation.")
    human_subject_protection: bool | None = yes_no(
        "Evaluations with human subjects meet requirements and represent them."
    )
    generalisation_limits_documented: bool | None = yes_no(
        "Limits of validity beyond tested conditions are documented."
    )
    robustness_tested: bool | None = yes_no("Robustness against errors, faults and inconsistencies was tested.")
    fail_safe: bool | None = yes_no("The system fails safely, with redundancy or a backup plan.")
    feedback_loops_addressed: bool | None = yes_no("Biased feedback loops of continuing learning are addressed.")
    continues_learning: bool | None = yes_no("The system continues to learn after being put into service.")
    cybersecurity_tested: bool | None = yes_no("Security against unauthorised third parties was tested.")
    adversarial_testing_on: Day | None = on_date("When adversarial (red-team) testing was last done.")
    fairness_evaluated_on: Day | None = on_date("When fairness and bias of outcomes were last evaluated.")
    environmental_impact_assessed: bool | None = yes_no("Environmental impact of training and operation is assessed.")
    expert_feedback_collected: bool | None = yes_no("Domain experts and users confirm that measurement is meaningful.")


class LifecycleFacts(FactSection):
    """Responsible design, development and operation."""

    objectives_defined: bool | None = yes_no("Objectives for responsible development are defined and followed.")
    development_process: bool | None = yes_no("Processes for responsible design and development are written down.")
    verification_plan: bool | None = yes_no("Verification and validation measures with criteria are defined.")
    deployment_plan: bool | None = yes_no("A deployment plan states what must hold before deployment.")
    operation_plan: bool | None = yes_no("Operation, repair, update and support are planned.")
    change_management: bool | None = yes_no("Changes are assessed, approved and recorded.")
    responsible_use_process: bool | None = yes_no("Processes for responsible use are defined.")
    responsible_use_objectives: bool | None = yes_no("Objectives for responsible use are defined.")
    intended_use_monitored: bool | None = yes_no("Use is checked to stay within the intended purpose.")
    experts_consulted: bool | None = yes_no("Domain experts and affected communities were consulted.")


class MonitoringFacts(FactSection):
    """After deployment: monitoring, incidents, recovery."""

    post_market_plan: bool | None = yes_no("A post-market monitoring plan is part of the documentation.")
    reviewed_on: Day | None = on_date("When results of monitoring were last reviewed.")
    production_monitored: bool | None = yes_no("Function and behaviour are monitored in production.")
    feedback_collected: bool | None = yes_no("Feedback of users and affected persons is collected and evaluated.")
    incident_response_plan: bool | None = yes_no("Incidents and errors are tracked, responded to and recovered from.")
    serious_incident_procedure: bool | None = yes_no("A procedure reports serious incidents to the authority in time.")
    serious_incidents_unreported: float | None = Field(
        default=None, ge=0, le=100000, description="Serious incidents past their reporting time and not reported."
    )
    incidents_shared: bool | None = yes_no("Incidents and errors are communicated to affected communities.")
    deactivation_possible: bool | None = yes_no("The system can be superseded, disengaged or deactivated.")
    value_sustained: bool | None = yes_no("Mechanisms sustain the value of the deployed system.")
    improvements_tracked: bool | None = yes_no("Continual improvements are integrated into updates.")
    pretrained_models_monitored: bool | None = yes_no("Pre-trained models in use are monitored as part of operation.")
    unknown_risk_response: bool | None = yes_no("Procedures respond to previously unknown risks.")


class SupplierFacts(FactSection):
    """Third parties and customers."""

    responsibilities_allocated: bool | None = yes_no("Responsibilities along the life cycle are allocated to parties.")
    supplier_process: bool | None = yes_no("A process checks that suppliers align with responsible use of AI.")
    risks_monitored: bool | None = yes_no("Risks and benefits of third-party resources are monitored and controlled.")
    component_risks_mapped: bool | None = yes_no("Risks of each component, third-party ones included, are mapped.")
    customer_expectations: bool | None = yes_no("Customers' expectations and needs are considered.")


class OperationsFacts(FactSection):
    """Where the system runs, and what is promised of running it. Operation records are judged by these promises."""

    environments: list[ShortText] | None = Field(
        default=None,
        max_length=10,
        description="Environments that run the system and whose operations are recorded here; empty when none.",
    )
    tried_in: list[ShortText] | None = Field(
        default=None,
        max_length=10,
        description="Where a change is tried before that: environments, and `ci` for the tests of a commit.",
    )
    backup_interval_hours: float | None = interval("Time between two backups, in hours.", hours=True)
    backup_verification_hours: float | None = interval(
        "Time between two restores that prove the backups, in hours.", hours=True
    )
    drill_interval_days: float | None = interval("Time between two recovery drills, in days.")
    recovery_point_seconds: float | None = Field(
        default=None, ge=0, le=604_800, description="Most data that may be lost with a region, in seconds."
    )
    recovery_time_seconds: float | None = Field(
        default=None, ge=1, le=604_800, description="Longest outage until service is back, in seconds."
    )
    availability_percent: float | None = Field(
        default=None, ge=0, le=100, description="Share of requests that are answered, as promised, in percent."
    )
    database_roles_days: float | None = interval("Age at which credentials of the database are due, in days.")
    object_store_key_days: float | None = interval("Age at which the key of the object store is due, in days.")
    session_signing_keys_days: float | None = interval("Age at which keys that sign sessions are due, in days.")
    api_tokens_days: float | None = interval("Age at which API tokens of automation are due, in days.")
    tls_certificate_days: float | None = interval("Age at which the certificate of the API is due, in days.")


class SystemFacts(BaseModel):
    """Everything stated about one AI system. An absent fact is unknown."""

    model_config = ConfigDict(extra="forbid")

    scope: ScopeFacts = Field(default_factory=ScopeFacts)
    governance: GovernanceFacts = Field(default_factory=GovernanceFacts)
    people: PeopleFacts = Field(default_factory=PeopleFacts)
    risk: RiskFacts = Field(default_factory=RiskFacts)
    data: DataFacts = Field(default_factory=DataFacts)
    documentation: DocumentationFacts = Field(default_factory=DocumentationFacts)
    logging: LoggingFacts = Field(default_factory=LoggingFacts)
    transparency: TransparencyFacts = Field(default_factory=TransparencyFacts)
    oversight: OversightFacts = Field(default_factory=OversightFacts)
    performance: PerformanceFacts = Field(default_factory=PerformanceFacts)
    lifecycle: LifecycleFacts = Field(default_factory=LifecycleFacts)
    monitoring: MonitoringFacts = Field(default_factory=MonitoringFacts)
    suppliers: SupplierFacts = Field(default_factory=SupplierFacts)
    operations: OperationsFacts = Field(default_factory=OperationsFacts)


def stated(facts: SystemFacts) -> dict[str, object]:
    """The facts as rules see them: JSON values, unknown ones left out."""
    return facts.model_dump(mode="json", exclude_none=True)
