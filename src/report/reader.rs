//! Who reads a sheet.

/// 读者: sheets of one reader stand together, under tabs of one colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// 领导: the results.
    Leader,
    /// 经办: what is to be done.
    Clerk,
    /// 审计: where everything comes from; nothing to be printed.
    Auditor,
}
