//! What a unit filed and what the program computes from it: the terms of the field as types.

mod annex;
mod decision;
mod evaluation;
mod exact;
mod fault;
mod figures;
mod filing;
mod funding;
mod group;
mod merit;
mod packed;
mod place;
mod progress;
mod reconcile;
mod stage;
mod statement;
mod unscored;

pub use annex::{Annex, Explanation, HeadingTopic, ListedProject, ProjectList};
pub use decision::{Correction, Decision, DecisionKind, Subject};
pub use evaluation::{
    Basis, Evaluation, ExecutionResult, FormScore, Grade, IndicatorResult, MethodKind, Objection,
    PackedEvaluation, Portion, Reweighting,
};
pub use exact::{Exact, NO_DECIMAL, Plain};
pub use fault::Fault;
pub use figures::{FigureColumn, FigureKey, FiledFigure};
pub use filing::{
    Explained, Filing, FormHead, GroupPoints, Indicator, Kind, PackedFiling, Reason, Unit, Weight,
};
pub use funding::{Funding, FundingLine, Gap, Gaps, Measure};
pub use group::{Group, USUAL_GROUPS, usual_group};
pub use merit::{ScoreSum, merit_gap};
pub use packed::{Leading, PackedRows};
pub use place::{CellRef, Figure, Located, Place, Spot, column_letters};
pub use progress::{Advance, Budget, Pace, Progress, Warning};
pub use reconcile::{Reconciled, ScaleAssumption, reconcile};
pub use stage::Stage;
pub use statement::{Comparator, Content, Date, Quantity, Scale, Statement};
pub use unscored::Unscored;
