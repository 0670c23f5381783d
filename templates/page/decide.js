// Decisions and papers: what is done about the results. Nothing is written before it is asked for.
'use strict';
(function () {
  var desk = window.desk;
  if (!desk || !document.querySelector('header nav')) { return; }
  var t = desk.t, make = desk.make, all = desk.all, send = desk.send, read = desk.read;
  function press(text, parent, act) {
    var button = make('button', text, parent);
    button.type = 'button';
    button.addEventListener('click', act);
    return button;
  }
  function field(title, parent, id) {
    var label = make('label', title + ' ', parent);
    var input = make('input', undefined, label);
    if (id) { input.id = id; }
    return input;
  }

  // The bar below: how much is still to be decided, always in sight.
  var bar = make('div', undefined, document.body);
  bar.id = 'docket';
  bar.className = 'tools';
  var count = make('span', undefined, bar);
  count.setAttribute('role', 'status');
  var by = field(t('处理人', 'Decided by'), bar, 'by');
  by.size = 10;
  var save = press(t('保存处理意见', 'Save the decisions'), bar, store);
  save.id = 'save';
  var said = make('span', undefined, bar);
  said.className = 'said';
  said.setAttribute('role', 'status');

  function show(stand) {
    if (stand.message) { said.textContent = stand.message; return; }
    bar.dataset.unsaved = stand.unsaved.length;
    count.textContent = t('待决定 ' + stand.undecided + ' / ' + stand.rows + ' 项，未保存 ' + stand.unsaved.length + ' 项', stand.undecided + ' of ' + stand.rows + ' to be decided, ' + stand.unsaved.length + ' not saved');
    save.disabled = !stand.unsaved.length;
    all('.pending').forEach(function (mark) { mark.parentNode.removeChild(mark); });
    stand.unsaved.forEach(function (one) {
      all('[data-row="' + one[0] + '"]').forEach(function (place) {
        var mark = make('span', t('未保存：', 'not saved: ') + (one[1] || t('撤回决定', 'taken back')));
        mark.className = 'pending';
        place.parentNode.insertBefore(mark, place.nextSibling);
      });
    });
  }
  function store() {
    save.disabled = true;
    send('/save').then(function (outcome) {
      if (outcome.message) { said.textContent = outcome.message; save.disabled = false; return; }
      bar.dataset.unsaved = 0;
      said.textContent = t('已保存，正在按处理意见重新汇总…', 'Saved; the run is repeated with the decisions…');
      var timer = setInterval(function () {
        read('/progress').then(function (stand) {
          if (stand.state === 'running') {
            said.textContent = t('已保存，正在按处理意见重新汇总 ', 'Saved; the run is repeated ') + stand.done + ' / ' + stand.total;
            return;
          }
          clearInterval(timer);
          location.reload();
        }).catch(desk.ended);
      }, 300);
    }).catch(desk.ended);
  }

  // Deciding about one row.
  var KINDS = [['', t('（不决定）', '(nothing)')], ['return', t('退回', 'send back')], ['confirmed', t('核实无误', 'confirmed')], ['correct', t('更正', 'correct')], ['adopt', t('采用此份', 'adopt')], ['withdraw', t('不参加', 'withdraw')]];
  var CODES = { '退回': 'return', '核实无误': 'confirmed', '更正': 'correct', '采用此份': 'adopt', '不参加': 'withdraw', 'send back': 'return' };
  function today() {
    var now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  var panel = null;
  function close(focus) {
    if (!panel) { return; }
    panel.parentNode.removeChild(panel);
    panel = null;
    if (focus) { focus.focus(); }
  }
  function decide(row, place, back, chosen) {
    read('/decisions/' + row).then(function (line) {
      close();
      panel = make('div');
      panel.className = 'deciding';
      panel.setAttribute('role', 'group');
      panel.setAttribute('aria-label', t('处理', 'Decision'));
      var kind = make('select', undefined, make('label', t('处理 ', 'Decision '), panel));
      kind.className = 'kind';
      KINDS.forEach(function (one) {
        var versions = line.candidates && line.candidates.length;
        if (one[0] === 'adopt' ? !versions : versions && (one[0] === 'correct' || one[0] === 'confirmed')) { return; }
        make('option', one[1], kind).value = one[0];
      });
      kind.value = chosen ? 'adopt' : CODES[line.kind] || line.kind || '';
      var adopted = null;
      if (line.candidates && line.candidates.length) {
        adopted = make('select', undefined, make('label', t('采用 ', 'Adopt '), panel));
        line.candidates.forEach(function (one) { make('option', one.file + (one.total ? '（' + one.total + '）' : ''), adopted).value = one.file; });
        adopted.value = chosen || line.adopted || line.candidates[0].file;
      }
      var change = line.correction || {};
      var cell = field(t('单元格', 'Cell'), panel);
      var filed = field(t('填报值', 'Filed'), panel);
      filed.readOnly = true;
      var corrected = field(t('更正值', 'Corrected'), panel);
      var evidence = field(t('依据', 'Evidence'), panel);
      var corrects = [cell, filed, corrected, evidence];
      var when = field(t('日期', 'Date'), panel);
      var until = field(t('限期或有效期至', 'Due or valid until'), panel);
      var note = field(t('理由', 'Reason'), panel);
      note.size = 30;
      var own = (line.cell || '').split('!').pop();
      cell.value = change.cell || (/^[A-Z]+[0-9]+$/.test(own) ? own : '');
      cell.size = 6;
      corrected.value = change.corrected || '';
      evidence.value = change.evidence || '';
      when.value = line.when || today();
      when.size = until.size = 11;
      until.placeholder = '2024-03-31';
      until.value = line.until || '';
      note.value = line.note || '';
      function look() {
        var name = cell.value.trim().toUpperCase().split('!').pop();
        if (!/^[A-Z]+[0-9]+$/.test(name)) { return; }
        read('/filed/' + row + '?cell=' + name).then(function (text) { filed.value = text === null ? '' : text || t('空', 'blank'); }).catch(function () {});
      }
      function fit() {
        var correct = kind.value === 'correct';
        corrects.forEach(function (input) { input.parentNode.hidden = !correct; });
        if (adopted) { adopted.parentNode.hidden = kind.value !== 'adopt'; }
        if (correct) { look(); }
      }
      kind.addEventListener('change', fit);
      cell.addEventListener('change', look);
      var wrong = make('span');
      wrong.className = 'wrong';
      wrong.setAttribute('role', 'alert');
      function done() {
        send('/decide', JSON.stringify({
          row: Number(row), kind: kind.value, by: by.value, when: when.value, until: until.value, note: note.value,
          adopted: adopted ? adopted.value : null,
          correction: { cell: cell.value, filed: filed.value, corrected: corrected.value, evidence: evidence.value }
        })).then(function (stand) {
          if (stand.message) { wrong.textContent = stand.message; return; }
          close(back);
          show(stand);
        }).catch(desk.ended);
      }
      press(t('确定', 'OK'), panel, done);
      press(t('取消', 'Cancel'), panel, function () { close(back); });
      panel.appendChild(wrong);
      panel.addEventListener('keydown', function (event) {
        if (event.key === 'Escape') { close(back); }
        if (event.key === 'Enter' && event.target.tagName === 'INPUT') { event.preventDefault(); done(); }
        event.stopPropagation();
      });
      fit();
      place.appendChild(panel);
      kind.focus();
      panel.scrollIntoView({ block: 'center' });
    }).catch(desk.ended);
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest('.decide, .adopt');
    if (!button) { return; }
    if (button.classList.contains('adopt')) {
      var set = button.closest('[data-row]');
      decide(set.dataset.row, set, button, button.dataset.file);
      return;
    }
    var finding = button.closest('.finding');
    finding.tabIndex = -1;
    decide(button.dataset.row, finding, finding);
  });

  // Papers: where they go, what stands on them, and for whom.
  var papers = make('details');
  papers.className = 'papers';
  make('summary', t('写出文书（汇总工作簿、通报、退回单、自评报告、网页）', 'Write the workbook and papers'), papers);
  var head = make('div', undefined, papers);
  head.className = 'tools';
  var place = field(t('写到文件夹（空着：自评表旁边）', 'To the folder (empty: beside the forms)'), head, 'place');
  place.size = 40;
  var office = field(t('发文单位', 'Office'), head, 'office');
  var contact = field(t('联系人及电话', 'Whom to ask'), head, 'contact');
  var deadline = field(t('截止日期', 'Due'), head, 'deadline');
  deadline.placeholder = '2024-03-31';
  var round = field(t('第几次发文', 'Sending'), head, 'round');
  round.size = 3;
  round.value = '1';
  var kept = make('p', undefined, papers);
  kept.className = 'at';
  // What stands on papers is the same the next time.
  function keep() {
    send('/head', JSON.stringify({ office: office.value, contact: contact.value, deadline: deadline.value, round: round.value, by: by.value })).then(function (outcome) {
      if (outcome.message) { kept.textContent = outcome.message; }
    }).catch(desk.ended);
  }
  [office, contact, deadline, round, by].forEach(function (input) { input.addEventListener('change', keep); });
  var buttons = make('div', undefined, papers);
  buttons.className = 'tools';
  var written = make('div', undefined, papers);
  written.className = 'written';
  written.setAttribute('role', 'status');
  function ticked() {
    var units = all('.tick:checked').map(function (box) { return box.value; });
    return units.filter(function (unit, at) { return units.indexOf(unit) === at; });
  }
  function tell(outcome) {
    written.textContent = outcome.message || outcome.said;
    if (outcome.message) { return; }
    press(t('打开', 'Open'), written, function () {
      send('/open/paper/' + outcome.id).then(function (opened) { if (opened.message) { written.textContent = opened.message; } }).catch(desk.ended);
    });
  }
  function order(text, path) {
    return press(text, buttons, function () {
      written.textContent = t('正在写出…', 'Writing…');
      var body = JSON.stringify({ office: office.value, contact: contact.value, deadline: deadline.value, round: round.value, units: path === 'notices' ? ticked() : [] });
      send('/write/' + path, body).then(tell).catch(desk.ended);
    });
  }
  order(t('写出汇总工作簿', 'Workbook'), 'workbook');
  order(t('通报', 'Circular'), 'circular');
  var notices = order('', 'notices');
  order(t('自评报告', 'Reports'), 'reports');
  order(t('静态页（一个网页文件，可转发、打印）', 'Static page (one file to mail or print)'), 'page');
  order(t('结果 JSON（下次看进展用）', 'Results as JSON (for the next time)'), 'results');
  function name() {
    var units = ticked().length;
    notices.textContent = t('退回单、通过单和催报（', 'Notices and reminders (') + (units ? t('勾选的 ' + units + ' 个单位', units + ' units ticked') : t('全部单位', 'all units')) + t('）', ')');
  }
  name();
  place.addEventListener('change', function () {
    if (!place.value.trim()) { return; }
    send('/place', place.value, 'text/plain').then(function (outcome) { written.textContent = outcome.message || t('文书将写到这个文件夹。', 'Papers go to this folder.'); }).catch(desk.ended);
  });
  var header = document.querySelector('header');
  // With all that is to be filled in it would hide the rest.
  papers.addEventListener('toggle', function () { header.classList.toggle('tall', papers.open); });
  header.insertBefore(papers, header.querySelector('nav'));
  all('.unit-findings[data-unit]').forEach(function (unit) {
    var label = make('label', t(' 给这个单位写文书', ' a notice for this unit'));
    var box = document.createElement('input');
    box.type = 'checkbox';
    box.className = 'tick';
    box.value = unit.dataset.unit;
    box.addEventListener('change', name);
    label.insertBefore(box, label.firstChild);
    unit.insertBefore(label, unit.querySelector('.findings'));
  });

  read('/decisions').then(function (stand) {
    show(stand);
    said.textContent = stand.said || '';
    place.value = stand.place || '';
    by.value = stand.kept.by;
    office.value = stand.kept.office;
    contact.value = stand.kept.contact;
    // A day that has passed is none for the next papers.
    deadline.value = stand.kept.deadline < today() ? '' : stand.kept.deadline;
    round.value = stand.kept.round || '1';
    kept.textContent = t('发文单位、联系人、日期、次数和处理人记在 ', 'These are kept in ') + stand.data + t('，在选文件夹的一页可以清空。', ' and can be emptied on the page of folders.');
  }).catch(desk.ended);
}());
