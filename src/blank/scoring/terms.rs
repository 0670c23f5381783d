//! Target and actual value of one case in formulas, as `rules::Case` has them in figures.

use crate::rules::ReverseVariant;

/// The cells of one case: target, actual value, which side is good.
pub(super) struct Terms {
    pub(super) target: String,
    pub(super) actual: String,
    pub(super) sense: String,
    /// One unit of the measure: 0.01 for %, 10000 for 万元.
    pub(super) factor: String,
    /// Formula above the target, where lower is better.
    pub(super) reverse: ReverseVariant,
}

impl Terms {
    /// Attained value: negative counts as 0 where the target is above 0, unless lower is better.
    pub(super) fn attained(&self) -> String {
        let (t, a, s) = (&self.target, &self.actual, &self.sense);
        format!(r#"IF(OR({s}="≤",{t}<=0),{a},MAX({a},0))"#)
    }

    pub(super) fn met(&self) -> String {
        let (t, a, s, att) = (&self.target, &self.actual, &self.sense, self.attained());
        let zero = self.zero_met();
        format!(r#"IF({t}=0,{zero},IF({s}="≤",{a}<={t},{att}>={t}))"#)
    }

    pub(super) fn ratio(&self) -> String {
        let (t, att) = (&self.target, self.attained());
        format!(r#"IF({t}>0,{att}/{t},"")"#)
    }

    pub(super) fn proportional(&self) -> String {
        let (t, att, met) = (&self.target, self.attained(), self.met());
        format!(r#"IF({t}>0,{att}/{t},IF({met},1,""))"#)
    }

    pub(super) fn deducted(&self) -> String {
        let (t, a) = (&self.target, &self.actual);
        format!(r#"IF({a}<={t},1,IF({t}>0,MAX(0,2*{t}-{a})/{t},""))"#)
    }

    pub(super) fn inverted(&self) -> String {
        let (t, a) = (&self.target, &self.actual);
        format!(r#"IF({a}<={t},1,IF({t}>0,{t}/{a},""))"#)
    }

    pub(super) fn completion(&self) -> String {
        let (t, s, down, up) = (&self.target, &self.sense, self.reverse(), self.ratio());
        let zero = self.zero_met();
        format!(r#"IF({t}=0,IF({zero},1,""),IF({s}="≤",{down},{up}))"#)
    }

    /// The share above the target by the formula of the rules.
    fn reverse(&self) -> String {
        match self.reverse {
            ReverseVariant::Deduction => self.deducted(),
            ReverseVariant::Ratio => self.inverted(),
        }
    }

    /// The share by the side that is good, whatever the method is called.
    pub(super) fn by_side(&self) -> String {
        let (s, down, up) = (&self.sense, self.reverse(), self.proportional());
        format!(r#"IF({s}="≤",{down},{up})"#)
    }

    pub(super) fn zero_met(&self) -> String {
        let (a, s) = (&self.actual, &self.sense);
        format!(r#"IF({s}="≥",{a}>=0,IF({s}=">",{a}>0,{a}<=0))"#)
    }

    pub(super) fn in_range(&self) -> String {
        let (t, a, s) = (&self.target, &self.actual, &self.sense);
        let (down, up) = (self.reverse(), self.proportional());
        format!(r#"IF({a}={t},1,IF({s}="≤",{down},{up}))"#)
    }

    /// Whether >0 is missed: nothing is done, however little is missing.
    pub(super) fn nothing_done(&self) -> String {
        let (t, a, s) = (&self.target, &self.actual, &self.sense);
        format!(r#"AND({t}=0,{s}=">",{a}<=0)"#)
    }

    /// Distance to the target on the bad side, in its own measure.
    pub(super) fn missing(&self) -> String {
        let (t, a, s, att) = (&self.target, &self.actual, &self.sense, self.attained());
        format!(r#"MAX(0,IF(OR({s}="≤",AND({s}="=",{t}=0)),{a}-{t},{t}-{att}))"#)
    }
}
