"""Contains all the data models used in inputs/outputs"""

from .accept import Accept
from .account_document import AccountDocument
from .account_document_state import AccountDocumentState
from .account_review import AccountReview
from .account_standing import AccountStanding
from .account_task import AccountTask
from .acknowledged import Acknowledged
from .acknowledgement import Acknowledgement
from .acknowledgement_state import AcknowledgementState
from .actor import Actor
from .addendum import Addendum
from .adjust import Adjust
from .amount import Amount
from .applicant import Applicant
from .application import Application
from .application_line import ApplicationLine
from .application_state import ApplicationState
from .application_verdict import ApplicationVerdict
from .application_verdict_verdict import ApplicationVerdictVerdict
from .applications import Applications
from .apply import Apply
from .asked import Asked
from .attempt import Attempt
from .audit import Audit
from .audit_answer import AuditAnswer
from .audit_answer_act import AuditAnswerAct
from .audit_in_full import AuditInFull
from .audit_in_full_advices_item import AuditInFullAdvicesItem
from .audit_in_full_remittance_item import AuditInFullRemittanceItem
from .audit_item import AuditItem
from .audit_line import AuditLine
from .audit_verdict import AuditVerdict
from .balances import Balances
from .bank_file import BankFile
from .bank_file_entries import BankFileEntries
from .bank_file_state import BankFileState
from .bank_files import BankFiles
from .bank_reference import BankReference
from .bank_reference_rating import BankReferenceRating
from .blocked import Blocked
from .blocked_kind import BlockedKind
from .body_compare_statement import BodyCompareStatement
from .body_confirm_mapping import BodyConfirmMapping
from .body_guess_mapping import BodyGuessMapping
from .body_keep_document import BodyKeepDocument
from .body_take_bank_files import BodyTakeBankFiles
from .body_take_bureau_report import BodyTakeBureauReport
from .bulk_acknowledged import BulkAcknowledged
from .bulk_bulk_state import BulkBulkState
from .bulk_customer import BulkCustomer
from .bulk_customer_facts import BulkCustomerFacts
from .bulk_decision import BulkDecision
from .bulk_document import BulkDocument
from .bulk_item import BulkItem
from .bulk_item_booked_as import BulkItemBookedAs
from .bulk_item_document_type import BulkItemDocumentType
from .bulk_resolved_receipt import BulkResolvedReceipt
from .bulk_result import BulkResult
from .bulk_result_state import BulkResultState
from .bulk_state import BulkState
from .bulk_state_state import BulkStateState
from .bureau_report import BureauReport
from .called_customer import CalledCustomer
from .called_customer_suppressed_item import CalledCustomerSuppressedItem
from .came_acknowledged import CameAcknowledged
from .came_bulk_state import CameBulkState
from .came_document import CameDocument
from .came_resolved_receipt import CameResolvedReceipt
from .campaign import Campaign
from .card import Card
from .card_authorisation import CardAuthorisation
from .card_kept import CardKept
from .card_operation import CardOperation
from .card_operation_kind import CardOperationKind
from .card_operation_state import CardOperationState
from .card_settlement import CardSettlement
from .card_settlement_states import CardSettlementStates
from .case_state import CaseState
from .changed import Changed
from .changed_would import ChangedWould
from .changes import Changes
from .channel import Channel
from .check_outcome import CheckOutcome
from .checklist_point import ChecklistPoint
from .checkpoint import Checkpoint
from .clauses import Clauses
from .close_exception import CloseException
from .closing import Closing
from .command import Command
from .comment import Comment
from .compared import Compared
from .compared_line import ComparedLine
from .compared_line_state import ComparedLineState
from .compared_states import ComparedStates
from .config_diff import ConfigDiff
from .config_standing import ConfigStanding
from .config_text import ConfigText
from .config_version import ConfigVersion
from .confirmed_withdrawal import ConfirmedWithdrawal
from .contact import Contact
from .control import Control
from .control_run import ControlRun
from .control_run_state import ControlRunState
from .control_state import ControlState
from .control_totals import ControlTotals
from .credit_application import CreditApplication
from .credit_application_outcome import CreditApplicationOutcome
from .credit_guarantee import CreditGuarantee
from .credit_verdict import CreditVerdict
from .credit_verdict_verdict import CreditVerdictVerdict
from .customer import Customer
from .customer_file import CustomerFile
from .customer_file_assignments_item import CustomerFileAssignmentsItem
from .customer_file_contacts_item import CustomerFileContactsItem
from .customer_file_papers_item import CustomerFilePapersItem
from .customer_file_reviews_item import CustomerFileReviewsItem
from .customer_file_sites_item import CustomerFileSitesItem
from .customer_file_statement_preferences_item import CustomerFileStatementPreferencesItem
from .customer_limits import CustomerLimits
from .decision import Decision
from .decision_certificate import DecisionCertificate
from .delegation import Delegation
from .delivery import Delivery
from .delivery_body import DeliveryBody
from .delivery_state import DeliveryState
from .department_load import DepartmentLoad
from .department_task import DepartmentTask
from .digest import Digest
from .dispute import Dispute
from .dispute_opened import DisputeOpened
from .dispute_source import DisputeSource
from .dispute_state import DisputeState
from .disputed_amounts import DisputedAmounts
from .document import Document
from .dunning_plan import DunningPlan
from .dunning_run import DunningRun
from .dunning_run_left_alone import DunningRunLeftAlone
from .duty_conflict import DutyConflict
from .duty_conflict_basis import DutyConflictBasis
from .duty_conflict_state import DutyConflictState
from .ended import Ended
from .endpoint import Endpoint
from .endpoint_told_to import EndpointToldTo
from .entity import Entity
from .erp import Erp
from .event import Event
from .evidence import Evidence
from .exception_item import ExceptionItem
from .facet import Facet
from .failed_rule import FailedRule
from .file_event import FileEvent
from .file_event_by_status import FileEventByStatus
from .file_event_state import FileEventState
from .file_finding import FileFinding
from .file_row import FileRow
from .file_row_state import FileRowState
from .forced_hold import ForcedHold
from .found import Found
from .fresh_endpoint import FreshEndpoint
from .fresh_key import FreshKey
from .grant import Grant
from .grant_state import GrantState
from .granted_limit import GrantedLimit
from .granting import Granting
from .guarantee_kind import GuaranteeKind
from .guess import Guess
from .guess_mapping import GuessMapping
from .guessed_entry import GuessedEntry
from .happened import Happened
from .hold import Hold
from .hold_verdict import HoldVerdict
from .hold_verdict_verdict import HoldVerdictVerdict
from .identify import Identify
from .in_the_way import InTheWay
from .item import Item
from .key import Key
from .knowledge import Knowledge
from .knowledge_event import KnowledgeEvent
from .knowledge_in_full import KnowledgeInFull
from .knowledge_in_full_status import KnowledgeInFullStatus
from .knowledge_status import KnowledgeStatus
from .last_contact import LastContact
from .left_alone import LeftAlone
from .letter import Letter
from .letter_channel import LetterChannel
from .letter_line import LetterLine
from .letter_settled import LetterSettled
from .letter_state import LetterState
from .life import Life
from .limit_kind import LimitKind
from .limit_method import LimitMethod
from .line import Line
from .list_erp_documents_state_type_0 import ListErpDocumentsStateType0
from .list_knowledge_kind import ListKnowledgeKind
from .list_knowledge_status import ListKnowledgeStatus
from .list_receipts_status_type_0 import ListReceiptsStatusType0
from .list_work_state_type_0 import ListWorkStateType0
from .mail_settled import MailSettled
from .many_acknowledgements import ManyAcknowledgements
from .many_customers import ManyCustomers
from .many_decisions import ManyDecisions
from .many_items import ManyItems
from .many_results import ManyResults
from .mapping import Mapping
from .mapping_mapping import MappingMapping
from .mappings import Mappings
from .new_acceptance import NewAcceptance
from .new_access_review import NewAccessReview
from .new_addendum import NewAddendum
from .new_adjustment import NewAdjustment
from .new_agency import NewAgency
from .new_application import NewApplication
from .new_approval import NewApproval
from .new_assignment import NewAssignment
from .new_authorisation import NewAuthorisation
from .new_bank_reference import NewBankReference
from .new_block import NewBlock
from .new_block_kind import NewBlockKind
from .new_campaign import NewCampaign
from .new_cancellation import NewCancellation
from .new_capture import NewCapture
from .new_card import NewCard
from .new_card_refund import NewCardRefund
from .new_check import NewCheck
from .new_comment import NewComment
from .new_contact import NewContact
from .new_control_run import NewControlRun
from .new_copy import NewCopy
from .new_credit import NewCredit
from .new_credit_guarantee import NewCreditGuarantee
from .new_credit_limit import NewCreditLimit
from .new_customer import NewCustomer
from .new_customer_facts import NewCustomerFacts
from .new_decline import NewDecline
from .new_delegation import NewDelegation
from .new_dispute import NewDispute
from .new_end import NewEnd
from .new_end_end import NewEndEnd
from .new_endpoint import NewEndpoint
from .new_entity import NewEntity
from .new_entity_facts import NewEntityFacts
from .new_event import NewEvent
from .new_fact import NewFact
from .new_fact_fact import NewFactFact
from .new_facts import NewFacts
from .new_facts_facts import NewFactsFacts
from .new_forced_hold import NewForcedHold
from .new_judgement import NewJudgement
from .new_judgement_state import NewJudgementState
from .new_key import NewKey
from .new_late_charge import NewLateCharge
from .new_mail_settlement import NewMailSettlement
from .new_order import NewOrder
from .new_order_state import NewOrderState
from .new_owner import NewOwner
from .new_part import NewPart
from .new_part_facts import NewPartFacts
from .new_part_part import NewPartPart
from .new_password import NewPassword
from .new_payee import NewPayee
from .new_person import NewPerson
from .new_placement import NewPlacement
from .new_plan import NewPlan
from .new_plan_every import NewPlanEvery
from .new_plan_waiver import NewPlanWaiver
from .new_playbook import NewPlaybook
from .new_promise import NewPromise
from .new_rebilling import NewRebilling
from .new_rejection import NewRejection
from .new_release import NewRelease
from .new_remittance import NewRemittance
from .new_reserve import NewReserve
from .new_reserve_pool_by import NewReservePoolBy
from .new_reversion import NewReversion
from .new_review import NewReview
from .new_review_risk_class import NewReviewRiskClass
from .new_rule_simulation import NewRuleSimulation
from .new_run import NewRun
from .new_sending import NewSending
from .new_settlement import NewSettlement
from .new_settling import NewSettling
from .new_simulation import NewSimulation
from .new_state import NewState
from .new_state_state import NewStateState
from .new_step import NewStep
from .new_step_kind import NewStepKind
from .new_strategy import NewStrategy
from .new_task import NewTask
from .new_task_end import NewTaskEnd
from .new_tie_out import NewTieOut
from .new_trade_reference import NewTradeReference
from .new_verdict import NewVerdict
from .new_verdict_verdict import NewVerdictVerdict
from .new_version import NewVersion
from .new_void import NewVoid
from .new_withdrawal import NewWithdrawal
from .not_ar import NotAr
from .on_account import OnAccount
from .order_check import OrderCheck
from .otherwise import Otherwise
from .outcome import Outcome
from .page_account_document import PageAccountDocument
from .page_account_review import PageAccountReview
from .page_account_task import PageAccountTask
from .page_audit import PageAudit
from .page_audit_item import PageAuditItem
from .page_called_customer import PageCalledCustomer
from .page_campaign import PageCampaign
from .page_card import PageCard
from .page_card_authorisation import PageCardAuthorisation
from .page_card_operation import PageCardOperation
from .page_command import PageCommand
from .page_comment import PageComment
from .page_config_standing import PageConfigStanding
from .page_config_version import PageConfigVersion
from .page_contact import PageContact
from .page_credit_application import PageCreditApplication
from .page_credit_guarantee import PageCreditGuarantee
from .page_customer import PageCustomer
from .page_delegation import PageDelegation
from .page_delivery import PageDelivery
from .page_department_load import PageDepartmentLoad
from .page_department_task import PageDepartmentTask
from .page_digest import PageDigest
from .page_dispute import PageDispute
from .page_document import PageDocument
from .page_duty_conflict import PageDutyConflict
from .page_endpoint import PageEndpoint
from .page_entity import PageEntity
from .page_erp import PageErp
from .page_exception_item import PageExceptionItem
from .page_file_row import PageFileRow
from .page_found import PageFound
from .page_grant import PageGrant
from .page_granted_limit import PageGrantedLimit
from .page_hold import PageHold
from .page_item import PageItem
from .page_key import PageKey
from .page_knowledge import PageKnowledge
from .page_letter import PageLetter
from .page_payment_plan import PagePaymentPlan
from .page_period import PagePeriod
from .page_person import PagePerson
from .page_placement_told import PagePlacementTold
from .page_playbook import PagePlaybook
from .page_posting import PagePosting
from .page_promise_to_pay import PagePromiseToPay
from .page_proposal import PageProposal
from .page_proposed_placement import PageProposedPlacement
from .page_queue import PageQueue
from .page_queue_item import PageQueueItem
from .page_ranked_agency import PageRankedAgency
from .page_receipt import PageReceipt
from .page_refused_row import PageRefusedRow
from .page_requested import PageRequested
from .page_root_cause import PageRootCause
from .page_watched import PageWatched
from .page_work import PageWork
from .park import Park
from .payee import Payee
from .payment_plan import PaymentPlan
from .period import Period
from .period_state import PeriodState
from .person import Person
from .placement_file import PlacementFile
from .placement_told import PlacementTold
from .plan_due import PlanDue
from .plan_ended import PlanEnded
from .plan_part import PlanPart
from .plan_state import PlanState
from .planned_letter import PlannedLetter
from .planned_letter_channel import PlannedLetterChannel
from .playbook import Playbook
from .policy import Policy
from .policy_value import PolicyValue
from .pool_rates import PoolRates
from .posting import Posting
from .preview_knowledge_act import PreviewKnowledgeAct
from .problem import Problem
from .problem_errors_item import ProblemErrorsItem
from .promise_made import PromiseMade
from .promise_to_pay import PromiseToPay
from .promise_withdrawn import PromiseWithdrawn
from .proposal import Proposal
from .proposed import Proposed
from .proposed_kind import ProposedKind
from .proposed_placement import ProposedPlacement
from .proposed_subject import ProposedSubject
from .queue import Queue
from .queue_item import QueueItem
from .queue_owners import QueueOwners
from .ranked_agency import RankedAgency
from .reach import Reach
from .ready import Ready
from .ready_waiting import ReadyWaiting
from .reason import Reason
from .reasoned import Reasoned
from .receipt import Receipt
from .receipt_event import ReceiptEvent
from .receipt_in_full import ReceiptInFull
from .reconciling_item import ReconcilingItem
from .refused_file import RefusedFile
from .refused_row import RefusedRow
from .rejected_withdrawal import RejectedWithdrawal
from .rejection import Rejection
from .relation import Relation
from .release_reason import ReleaseReason
from .reopening import Reopening
from .replayed import Replayed
from .report import Report
from .report_about import ReportAbout
from .report_data_item import ReportDataItem
from .report_option import ReportOption
from .report_options import ReportOptions
from .requested import Requested
from .requested_evidence import RequestedEvidence
from .requested_state import RequestedState
from .requests_waiting import RequestsWaiting
from .reserved import Reserved
from .resolved_receipt import ResolvedReceipt
from .result import Result
from .result_state import ResultState
from .review_done import ReviewDone
from .root_cause import RootCause
from .rule_simulation import RuleSimulation
from .scope import Scope
from .score_line import ScoreLine
from .search_receipts_status_type_0 import SearchReceiptsStatusType0
from .sending import Sending
from .sending_counts import SendingCounts
from .sent import Sent
from .settled import Settled
from .settlement import Settlement
from .settlements_booked import SettlementsBooked
from .shown import Shown
from .sign_off import SignOff
from .signed import Signed
from .simulated_area import SimulatedArea
from .simulated_area_area import SimulatedAreaArea
from .simulated_change import SimulatedChange
from .simulated_change_area import SimulatedChangeArea
from .simulated_change_change import SimulatedChangeChange
from .simulated_day import SimulatedDay
from .simulated_day_left_alone import SimulatedDayLeftAlone
from .simulated_day_letters import SimulatedDayLetters
from .simulated_sum import SimulatedSum
from .simulated_sum_area import SimulatedSumArea
from .simulated_sum_change import SimulatedSumChange
from .simulation import Simulation
from .someone import Someone
from .specific_debt import SpecificDebt
from .stage import Stage
from .standing import Standing
from .state import State
from .stated import Stated
from .stated_kind import StatedKind
from .stated_subject import StatedSubject
from .switched import Switched
from .task_answer import TaskAnswer
from .task_given import TaskGiven
from .tied_out import TiedOut
from .traced import Traced
from .trade_reference import TradeReference
from .try_ import Try
from .try_outcome import TryOutcome
from .undo import Undo
from .validity import Validity
from .verdict import Verdict
from .version import Version
from .waiting import Waiting
from .watched import Watched
from .watching import Watching
from .whole_letter import WholeLetter
from .whole_letter_channel import WholeLetterChannel
from .why import Why
from .withdrawal import Withdrawal
from .withdrawal_state import WithdrawalState
from .withdrawal_status import WithdrawalStatus
from .withdrawals import Withdrawals
from .withdrawn_line import WithdrawnLine
from .withdrawn_line_what import WithdrawnLineWhat
from .work import Work
from .work_result import WorkResult
from .work_state import WorkState
from .work_with_tries import WorkWithTries
from .written import Written

__all__ = (
    "Accept",
    "AccountDocument",
    "AccountDocumentState",
    "AccountReview",
    "AccountStanding",
    "AccountTask",
    "Acknowledged",
    "Acknowledgement",
    "AcknowledgementState",
    "Actor",
    "Addendum",
    "Adjust",
    "Amount",
    "Applicant",
    "Application",
    "ApplicationLine",
    "Applications",
    "ApplicationState",
    "ApplicationVerdict",
    "ApplicationVerdictVerdict",
    "Apply",
    "Asked",
    "Attempt",
    "Audit",
    "AuditAnswer",
    "AuditAnswerAct",
    "AuditInFull",
    "AuditInFullAdvicesItem",
    "AuditInFullRemittanceItem",
    "AuditItem",
    "AuditLine",
    "AuditVerdict",
    "Balances",
    "BankFile",
    "BankFileEntries",
    "BankFiles",
    "BankFileState",
    "BankReference",
    "BankReferenceRating",
    "Blocked",
    "BlockedKind",
    "BodyCompareStatement",
    "BodyConfirmMapping",
    "BodyGuessMapping",
    "BodyKeepDocument",
    "BodyTakeBankFiles",
    "BodyTakeBureauReport",
    "BulkAcknowledged",
    "BulkBulkState",
    "BulkCustomer",
    "BulkCustomerFacts",
    "BulkDecision",
    "BulkDocument",
    "BulkItem",
    "BulkItemBookedAs",
    "BulkItemDocumentType",
    "BulkResolvedReceipt",
    "BulkResult",
    "BulkResultState",
    "BulkState",
    "BulkStateState",
    "BureauReport",
    "CalledCustomer",
    "CalledCustomerSuppressedItem",
    "CameAcknowledged",
    "CameBulkState",
    "CameDocument",
    "CameResolvedReceipt",
    "Campaign",
    "Card",
    "CardAuthorisation",
    "CardKept",
    "CardOperation",
    "CardOperationKind",
    "CardOperationState",
    "CardSettlement",
    "CardSettlementStates",
    "CaseState",
    "Changed",
    "ChangedWould",
    "Changes",
    "Channel",
    "ChecklistPoint",
    "CheckOutcome",
    "Checkpoint",
    "Clauses",
    "CloseException",
    "Closing",
    "Command",
    "Comment",
    "Compared",
    "ComparedLine",
    "ComparedLineState",
    "ComparedStates",
    "ConfigDiff",
    "ConfigStanding",
    "ConfigText",
    "ConfigVersion",
    "ConfirmedWithdrawal",
    "Contact",
    "Control",
    "ControlRun",
    "ControlRunState",
    "ControlState",
    "ControlTotals",
    "CreditApplication",
    "CreditApplicationOutcome",
    "CreditGuarantee",
    "CreditVerdict",
    "CreditVerdictVerdict",
    "Customer",
    "CustomerFile",
    "CustomerFileAssignmentsItem",
    "CustomerFileContactsItem",
    "CustomerFilePapersItem",
    "CustomerFileReviewsItem",
    "CustomerFileSitesItem",
    "CustomerFileStatementPreferencesItem",
    "CustomerLimits",
    "Decision",
    "DecisionCertificate",
    "Delegation",
    "Delivery",
    "DeliveryBody",
    "DeliveryState",
    "DepartmentLoad",
    "DepartmentTask",
    "Digest",
    "Dispute",
    "DisputedAmounts",
    "DisputeOpened",
    "DisputeSource",
    "DisputeState",
    "Document",
    "DunningPlan",
    "DunningRun",
    "DunningRunLeftAlone",
    "DutyConflict",
    "DutyConflictBasis",
    "DutyConflictState",
    "Ended",
    "Endpoint",
    "EndpointToldTo",
    "Entity",
    "Erp",
    "Event",
    "Evidence",
    "ExceptionItem",
    "Facet",
    "FailedRule",
    "FileEvent",
    "FileEventByStatus",
    "FileEventState",
    "FileFinding",
    "FileRow",
    "FileRowState",
    "ForcedHold",
    "Found",
    "FreshEndpoint",
    "FreshKey",
    "Grant",
    "GrantedLimit",
    "Granting",
    "GrantState",
    "GuaranteeKind",
    "Guess",
    "GuessedEntry",
    "GuessMapping",
    "Happened",
    "Hold",
    "HoldVerdict",
    "HoldVerdictVerdict",
    "Identify",
    "InTheWay",
    "Item",
    "Key",
    "Knowledge",
    "KnowledgeEvent",
    "KnowledgeInFull",
    "KnowledgeInFullStatus",
    "KnowledgeStatus",
    "LastContact",
    "LeftAlone",
    "Letter",
    "LetterChannel",
    "LetterLine",
    "LetterSettled",
    "LetterState",
    "Life",
    "LimitKind",
    "LimitMethod",
    "Line",
    "ListErpDocumentsStateType0",
    "ListKnowledgeKind",
    "ListKnowledgeStatus",
    "ListReceiptsStatusType0",
    "ListWorkStateType0",
    "MailSettled",
    "ManyAcknowledgements",
    "ManyCustomers",
    "ManyDecisions",
    "ManyItems",
    "ManyResults",
    "Mapping",
    "MappingMapping",
    "Mappings",
    "NewAcceptance",
    "NewAccessReview",
    "NewAddendum",
    "NewAdjustment",
    "NewAgency",
    "NewApplication",
    "NewApproval",
    "NewAssignment",
    "NewAuthorisation",
    "NewBankReference",
    "NewBlock",
    "NewBlockKind",
    "NewCampaign",
    "NewCancellation",
    "NewCapture",
    "NewCard",
    "NewCardRefund",
    "NewCheck",
    "NewComment",
    "NewContact",
    "NewControlRun",
    "NewCopy",
    "NewCredit",
    "NewCreditGuarantee",
    "NewCreditLimit",
    "NewCustomer",
    "NewCustomerFacts",
    "NewDecline",
    "NewDelegation",
    "NewDispute",
    "NewEnd",
    "NewEndEnd",
    "NewEndpoint",
    "NewEntity",
    "NewEntityFacts",
    "NewEvent",
    "NewFact",
    "NewFactFact",
    "NewFacts",
    "NewFactsFacts",
    "NewForcedHold",
    "NewJudgement",
    "NewJudgementState",
    "NewKey",
    "NewLateCharge",
    "NewMailSettlement",
    "NewOrder",
    "NewOrderState",
    "NewOwner",
    "NewPart",
    "NewPartFacts",
    "NewPartPart",
    "NewPassword",
    "NewPayee",
    "NewPerson",
    "NewPlacement",
    "NewPlan",
    "NewPlanEvery",
    "NewPlanWaiver",
    "NewPlaybook",
    "NewPromise",
    "NewRebilling",
    "NewRejection",
    "NewRelease",
    "NewRemittance",
    "NewReserve",
    "NewReservePoolBy",
    "NewReversion",
    "NewReview",
    "NewReviewRiskClass",
    "NewRuleSimulation",
    "NewRun",
    "NewSending",
    "NewSettlement",
    "NewSettling",
    "NewSimulation",
    "NewState",
    "NewStateState",
    "NewStep",
    "NewStepKind",
    "NewStrategy",
    "NewTask",
    "NewTaskEnd",
    "NewTieOut",
    "NewTradeReference",
    "NewVerdict",
    "NewVerdictVerdict",
    "NewVersion",
    "NewVoid",
    "NewWithdrawal",
    "NotAr",
    "OnAccount",
    "OrderCheck",
    "Otherwise",
    "Outcome",
    "PageAccountDocument",
    "PageAccountReview",
    "PageAccountTask",
    "PageAudit",
    "PageAuditItem",
    "PageCalledCustomer",
    "PageCampaign",
    "PageCard",
    "PageCardAuthorisation",
    "PageCardOperation",
    "PageCommand",
    "PageComment",
    "PageConfigStanding",
    "PageConfigVersion",
    "PageContact",
    "PageCreditApplication",
    "PageCreditGuarantee",
    "PageCustomer",
    "PageDelegation",
    "PageDelivery",
    "PageDepartmentLoad",
    "PageDepartmentTask",
    "PageDigest",
    "PageDispute",
    "PageDocument",
    "PageDutyConflict",
    "PageEndpoint",
    "PageEntity",
    "PageErp",
    "PageExceptionItem",
    "PageFileRow",
    "PageFound",
    "PageGrant",
    "PageGrantedLimit",
    "PageHold",
    "PageItem",
    "PageKey",
    "PageKnowledge",
    "PageLetter",
    "PagePaymentPlan",
    "PagePeriod",
    "PagePerson",
    "PagePlacementTold",
    "PagePlaybook",
    "PagePosting",
    "PagePromiseToPay",
    "PageProposal",
    "PageProposedPlacement",
    "PageQueue",
    "PageQueueItem",
    "PageRankedAgency",
    "PageReceipt",
    "PageRefusedRow",
    "PageRequested",
    "PageRootCause",
    "PageWatched",
    "PageWork",
    "Park",
    "Payee",
    "PaymentPlan",
    "Period",
    "PeriodState",
    "Person",
    "PlacementFile",
    "PlacementTold",
    "PlanDue",
    "PlanEnded",
    "PlannedLetter",
    "PlannedLetterChannel",
    "PlanPart",
    "PlanState",
    "Playbook",
    "Policy",
    "PolicyValue",
    "PoolRates",
    "Posting",
    "PreviewKnowledgeAct",
    "Problem",
    "ProblemErrorsItem",
    "PromiseMade",
    "PromiseToPay",
    "PromiseWithdrawn",
    "Proposal",
    "Proposed",
    "ProposedKind",
    "ProposedPlacement",
    "ProposedSubject",
    "Queue",
    "QueueItem",
    "QueueOwners",
    "RankedAgency",
    "Reach",
    "Ready",
    "ReadyWaiting",
    "Reason",
    "Reasoned",
    "Receipt",
    "ReceiptEvent",
    "ReceiptInFull",
    "ReconcilingItem",
    "RefusedFile",
    "RefusedRow",
    "RejectedWithdrawal",
    "Rejection",
    "Relation",
    "ReleaseReason",
    "Reopening",
    "Replayed",
    "Report",
    "ReportAbout",
    "ReportDataItem",
    "ReportOption",
    "ReportOptions",
    "Requested",
    "RequestedEvidence",
    "RequestedState",
    "RequestsWaiting",
    "Reserved",
    "ResolvedReceipt",
    "Result",
    "ResultState",
    "ReviewDone",
    "RootCause",
    "RuleSimulation",
    "Scope",
    "ScoreLine",
    "SearchReceiptsStatusType0",
    "Sending",
    "SendingCounts",
    "Sent",
    "Settled",
    "Settlement",
    "SettlementsBooked",
    "Shown",
    "Signed",
    "SignOff",
    "SimulatedArea",
    "SimulatedAreaArea",
    "SimulatedChange",
    "SimulatedChangeArea",
    "SimulatedChangeChange",
    "SimulatedDay",
    "SimulatedDayLeftAlone",
    "SimulatedDayLetters",
    "SimulatedSum",
    "SimulatedSumArea",
    "SimulatedSumChange",
    "Simulation",
    "Someone",
    "SpecificDebt",
    "Stage",
    "Standing",
    "State",
    "Stated",
    "StatedKind",
    "StatedSubject",
    "Switched",
    "TaskAnswer",
    "TaskGiven",
    "TiedOut",
    "Traced",
    "TradeReference",
    "Try",
    "TryOutcome",
    "Undo",
    "Validity",
    "Verdict",
    "Version",
    "Waiting",
    "Watched",
    "Watching",
    "WholeLetter",
    "WholeLetterChannel",
    "Why",
    "Withdrawal",
    "Withdrawals",
    "WithdrawalState",
    "WithdrawalStatus",
    "WithdrawnLine",
    "WithdrawnLineWhat",
    "Work",
    "WorkResult",
    "WorkState",
    "WorkWithTries",
    "Written",
)
