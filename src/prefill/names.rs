//! Paths of pre-filled forms: the group as folder, code and name as file name, safe and unique.

use std::path::PathBuf;

use crate::base::file_name::{UsedNames, fitting, safe};
use crate::blank::file_name;
use crate::model::{Kind, Stage};
use crate::roster::RosterUnit;

/// The paths given out so far.
#[derive(Default)]
pub(super) struct Names {
    given: UsedNames,
}

impl Names {
    /// `党政机关/301001-应急管理局-部门单位整体支出绩效自评表.xlsx`, with the name of the project behind that of the unit.
    pub(super) fn path(
        &mut self,
        unit: &RosterUnit,
        project: Option<&str>,
        (kind, stage): (Kind, Stage),
    ) -> PathBuf {
        let folder = unit.group.as_deref().map(safe).unwrap_or_default();
        let code = unit.code.as_deref();
        let name = safe(&code.map_or_else(
            || unit.name.to_string(),
            |code| format!("{code}-{}", unit.name),
        ));
        let form = file_name(kind, stage);
        let name = match project {
            Some(project) => {
                let project = safe(project);
                let project = fitting(&project, &format!("{name}--{form}"));
                format!("{name}-{project}")
            }
            None => name,
        };
        let numbers = std::iter::once(String::new()).chain((2..).map(|n: u32| format!("（{n}）")));
        let paths = numbers.map(|number| {
            let file = format!("{name}{number}-{form}");
            PathBuf::from(&folder).join(file)
        });
        let mut free = paths.filter(|path| self.given.take(&path.to_string_lossy()));
        free.next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::model::{Kind, Place, Stage};
    use crate::roster::RosterUnit;

    #[test]
    fn like_names_are_numbered() {
        let unit = |name: &str| RosterUnit {
            code: None,
            name: name.into(),
            group: Some("机关".into()),
            former: Vec::new(),
            budget: None,
            heads: None,
            place: Place::file("".into()),
        };
        let mut names = Names::default();
        let paths = ["甲/局", "甲:局", "甲局"]
            .map(|n| names.path(&unit(n), None, (Kind::Unit, Stage::SelfEvaluation)));
        let paths = paths.map(|p| p.to_string_lossy().into_owned());
        assert_eq!(paths[0], "机关/甲_局-部门单位整体支出绩效自评表.xlsx");
        assert_eq!(paths[1], "机关/甲_局（2）-部门单位整体支出绩效自评表.xlsx");
        assert!(paths[2].starts_with("机关/甲局-"));
        let project = names.path(
            &unit("甲局"),
            Some("水库/除险"),
            (Kind::Project, Stage::SelfEvaluation),
        );
        let project = project.to_string_lossy().into_owned();
        assert_eq!(project, "机关/甲局-水库_除险-项目支出绩效自评表.xlsx");
    }
}
