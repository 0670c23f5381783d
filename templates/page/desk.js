// The desk: choosing a folder, running, papers, and the signs by which the program knows that its window is there.
'use strict';
(function () {
  var zh = document.documentElement.lang !== 'en';
  function t(chinese, english) { return zh ? chinese : english; }
  function by(id) { return document.getElementById(id); }
  function make(name, text, parent) {
    var element = document.createElement(name);
    if (text !== undefined) { element.textContent = text; }
    if (parent) { parent.appendChild(element); }
    return element;
  }
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  function large() { return t('文件太大，请改为写出路径。', 'It is too large: name its path instead.'); }
  var over = false;

  function ended() {
    if (over) { return; }
    over = true;
    var notice = make('p', t('工作台已经结束，这个窗口可以关闭。再次使用请重新打开程序。', 'The desk has ended; this window may be closed. Start the program again to go on.'));
    notice.className = 'ended';
    notice.setAttribute('role', 'alert');
    document.body.insertBefore(notice, document.body.firstChild);
  }
  function read(path) {
    return fetch(path, { credentials: 'same-origin', cache: 'no-store' }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }
  function send(path, body, kind, lasting) {
    return fetch(path, {
      method: 'POST', credentials: 'same-origin', keepalive: Boolean(lasting), body: body || '',
      headers: { 'X-Ziping': 'desk', 'Content-Type': kind || 'application/json' }
    }).then(function (answer) {
      if (answer.status === 413) { throw new Error(large()); }
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }
  setInterval(function () { if (!over) { send('/alive').catch(ended); } }, 15000);
  window.addEventListener('pagehide', function () { if (!over) { send('/left', '', '', true).catch(function () {}); } });
  if (location.search) { history.replaceState(null, '', location.pathname + location.hash); }

  window.desk = { t: t, by: by, make: make, all: all, read: read, send: send, ended: ended };

  // A second start asks for another folder: this window says so.
  function ask(stand) {
    if (!stand.asked || by('asked')) { return; }
    var bar = make('div');
    bar.id = 'asked';
    bar.className = 'ended';
    bar.setAttribute('role', 'alert');
    make('span', t('程序又被打开了一次，要处理：', 'The program was started again, for: ') + stand.asked + ' ', bar);
    function choice(text, path, after) {
      var button = make('button', text, bar);
      button.type = 'button';
      button.addEventListener('click', function () { send(path).then(after).catch(ended); });
    }
    choice(t('换到那里', 'Go there'), '/again', function () { location.replace('/'); });
    choice(t('留在这里', 'Stay here'), '/stay', function () { bar.parentNode.removeChild(bar); });
    document.body.insertBefore(bar, document.body.firstChild);
  }

  function endButton(parent) {
    var button = make('button', t('结束工作台', 'End the desk'), parent);
    button.type = 'button';
    button.id = 'end';
    button.addEventListener('click', function () { if (leaves()) { send('/end').then(ended, ended); } });
  }

  function choosing() {
    var chosen = null;
    var timer = null;
    function say(text) { by('message').textContent = text || ''; }
    function go(path, focus) {
      read(path).then(function (listing) {
        var list = by('folders');
        empty(list);
        var roots = Array.isArray(listing);
        function entry(name, path) {
          var button = make('button', name, make('li', undefined, list));
          button.type = 'button';
          button.addEventListener('click', function () { go(path, true); });
        }
        if (!roots) {
          by('here').textContent = listing.path + t('（表格文件 ' + listing.forms + ' 个）', ' (' + listing.forms + ' workbooks)') +
            (listing.left ? t('还有 ' + listing.left + ' 个文件夹没有列出，请在上面写路径。', ' ' + listing.left + ' more folders are not listed: name their path above.') : '');
          by('path').value = listing.path;
          chosen = { id: listing.id, path: listing.path };
          lying();
          entry(t('↑ 上一级', '↑ Up'), listing.up === null ? '/roots' : '/folders?at=' + listing.up);
        }
        (roots ? listing : listing.folders).forEach(function (folder) { entry(folder.name, '/folders?at=' + folder.id); });
        if (focus && list.querySelector('button')) { list.querySelector('button').focus(); }
      }).catch(function () { say(t('这个文件夹打不开。', 'This folder cannot be opened.')); });
    }
    function value(id) { return by(id).value; }
    function order() {
      var path = value('path');
      var known = chosen && chosen.path === path;
      var order = { folder: known ? chosen.id : null, path: known ? null : path, last: value('last') };
      settings.forEach(function (select) {
        var choice = select.value;
        order[select.id] = !choice || choice === 'auto' ? null : choice === 'none' ? '' : choice === 'other' ? value(select.id + '-other') : choice.slice(1);
      });
      return JSON.stringify(order);
    }

    // What was found by the forms, to be changed with one choice.
    var settings = all('[data-setting]');
    var looked = null;
    var seen = null;
    var looks = 0;
    function option(select, value, text) { make('option', text, select).value = value; }
    function empty(element) { while (element.firstChild) { element.removeChild(element.firstChild); } }
    function renew(select) {
      empty(select);
      var other = by(select.id + '-other');
      if (other) { other.hidden = true; }
    }
    function offer(found) {
      function titled(rule) { return rule ? t('内置：', 'built in: ') + rule[1] : t('先选文件夹', 'choose a folder first'); }
      function name(path) { return path.replace(/^.*[\\/]/, ''); }
      settings.forEach(function (select) {
        if (select.id === 'year') { return; }
        var own = found.settings.filter(function (one) { return one.option === select.id; })[0] || { files: [], used: null };
        var none = select.id === 'rules' ? titled(found.rules[0]) : own.files.length > 1 ? t('找到 ' + own.files.length + ' 个，没有采用，请选一个', own.files.length + ' found, none is used: choose one') : own.files.length ? t('找到的有错误，没有采用', 'what was found has faults and is not used') : t('没有找到', 'none found');
        renew(select);
        option(select, 'auto', own.used ? t('找到：', 'found: ') + name(own.used) : none);
        own.files.forEach(function (file) { if (file !== own.used) { option(select, '=' + file, name(file)); } });
        if (select.id === 'rules') {
          found.rules.slice(own.used ? 0 : 1).forEach(function (rule) { option(select, '=' + rule[0], titled(rule)); });
        } else if (own.used) { option(select, 'none', t('不采用', 'none')); }
        option(select, 'other', t('另外指定…', 'another…'));
      });
      var notes = by('notes');
      empty(notes);
      (found.notes || []).forEach(function (note) { make('li', note, notes); });
    }
    function dated(stated) {
      var select = by('year');
      var count = function (forms) { return t('（' + forms + ' 份表）', ' (' + forms + ' forms)'); };
      var part = stated.looked < stated.files ? t('，看了 ' + stated.looked + ' / ' + stated.files + ' 个文件', ', ' + stated.looked + ' of ' + stated.files + ' files looked into') : '';
      var years = Object.keys(stated.years);
      renew(select);
      option(select, 'auto', stated.most ? t('找到：', 'found: ') + stated.most + count(stated.years[stated.most]) + part :
        years.length ? t('几个年度一样多，请选一个', 'several are equally frequent: choose one') : t('表上没有写年度', 'the forms state none'));
      years.forEach(function (year) { if (Number(year) !== stated.most) { option(select, '=' + year, year + count(stated.years[year])); } });
      option(select, 'other', t('另外指定…', 'another…'));
    }
    settings.forEach(function (select) {
      select.addEventListener('change', function () {
        var title = select.dataset.other || select.parentNode.querySelector('label').textContent + t('：文件或文件夹的路径', ': path');
        var other = by(select.id + '-other') || make('input', undefined, select.parentNode);
        other.id = select.id + '-other';
        other.size = select.dataset.other ? 14 : 40;
        other.placeholder = title;
        other.setAttribute('aria-label', title);
        other.hidden = select.value !== 'other';
        if (!other.hidden) { other.focus(); }
      });
    });
    function waiting(text) {
      var select = by('year');
      renew(select);
      option(select, 'auto', text);
      option(select, 'other', t('另外指定…', 'another…'));
    }
    // Looks at what is chosen; nothing is begun before what was found has been shown.
    function lying() {
      var path = value('path').trim();
      if (!path || path === looked) { return; }
      looked = path;
      // Of several looks only the last is shown.
      looks += 1;
      var own = looks;
      offer({ settings: [], rules: [] });
      waiting(t('正在看自评表写的年度…', 'looking at the forms…'));
      by('found').textContent = t('正在查看：', 'Looking at: ') + path;
      var asked = order();
      send('/lying', asked).then(function (found) {
        if (own !== looks) { return; }
        if (found.message) { looked = null; by('found').textContent = found.message; waiting('—'); return; }
        offer(found);
        return send('/years', asked).then(function (stated) {
          if (own !== looks) { return; }
          say(stated.message);
          if (stated.message) { waiting(t('没有看出', 'not found')); } else { dated(stated); }
          seen = path;
          by('found').textContent = t('找到的年度和设置如下，不对的请改；然后按“开始汇总”。', 'This was found; change what is wrong, then press “Begin”.');
        });
      }).catch(ended);
    }
    var pressed = null;
    function begin() {
      var path = value('path').trim();
      say('');
      if (path && seen !== path && pressed !== path) {
        pressed = path;
        lying();
        by('begin').focus();
        say(t('年度和设置还在查看；列出来以后请核对，再按一次“开始汇总”。不核对的，现在再按一次。', 'Year and settings are still being looked at: check them when they are listed and press “Begin” again, or press it again now.'));
        return;
      }
      send('/run', order()).then(function (outcome) {
        if (outcome.message) { say(outcome.message); return; }
        watch();
      }).catch(ended);
    }
    function watch() {
      by('choosing').hidden = true;
      by('running').hidden = false;
      by('running-title').focus();
      timer = setInterval(look, 300);
      look();
    }
    function look() {
      read('/progress').then(function (stand) {
        if (stand.state === 'running') {
          by('bar').max = Math.max(stand.total, 1);
          by('bar').value = stand.done;
          by('count').textContent = stand.done + ' / ' + stand.total;
          var list = by('refused');
          stand.refused.slice(list.children.length).forEach(function (one) { make('li', one.file + '：' + one.reason, list); });
          by('refused-count').textContent = String(stand.refused.length);
          return;
        }
        clearInterval(timer);
        if (stand.state === 'done') { location.replace('/'); return; }
        by('choosing').hidden = false;
        by('running').hidden = true;
        say(stand.message);
        by('path').focus();
      }).catch(ended);
    }
    function drop(file) {
      if (!file) { return; }
      if (file.size > by('zip').dataset.most * 1048576) { say(large()); return; }
      send('/drop', file, 'application/zip').then(function (outcome) {
        if (outcome.message) { say(outcome.message); return; }
        chosen = { id: outcome.id, path: outcome.path };
        by('path').value = outcome.path;
        lying();
        by('begin').focus();
      }).catch(function (error) { say(error.message); });
    }
    by('begin').addEventListener('click', begin);
    by('look').addEventListener('click', function () { if (seen === looked) { looked = null; } lying(); });
    by('path').addEventListener('change', lying);
    by('path').addEventListener('keydown', function (event) {
      // Else the key would also press the button that is gone to.
      if (event.key === 'Enter') { event.preventDefault(); begin(); }
    });
    by('stop').addEventListener('click', function () { send('/stop').catch(ended); });
    by('zip').addEventListener('change', function () { drop(by('zip').files[0]); });
    by('forget').addEventListener('click', function () {
      send('/forget').then(function () { location.reload(); }).catch(ended);
    });
    document.addEventListener('dragover', function (event) { event.preventDefault(); });
    document.addEventListener('drop', function (event) { event.preventDefault(); drop(event.dataTransfer.files[0]); });
    all('[data-path]').forEach(function (button) {
      button.addEventListener('click', function () { by('path').value = button.dataset.path; lying(); by('begin').focus(); });
    });
    endButton(document.querySelector('footer'));
    go('/roots', false);
    offer({ settings: [], rules: [] });
    waiting(t('先选文件夹', 'choose a folder first'));
    lying();
    by('unscripted').hidden = true;
    read('/progress').then(function (stand) { ask(stand); if (stand.state === 'running') { watch(); } }).catch(ended);
    by('path').focus();
  }

  // Whether decisions that are not saved may be left behind.
  function leaves() {
    var count = by('docket');
    return !count || !Number(count.dataset.unsaved) || window.confirm(t('有处理意见没有保存，确定离开？', 'There are decisions that are not saved. Leave them?'));
  }

  function results() {
    var header = document.querySelector('header');
    var bar = make('div');
    bar.className = 'tools';
    header.insertBefore(bar, header.querySelector('nav'));
    var button = make('button', t('换文件夹或设置', 'Another folder or settings'), bar);
    button.type = 'button';
    button.addEventListener('click', function () {
      if (leaves()) { send('/again').then(function () { location.replace('/'); }).catch(ended); }
    });
    endButton(bar);
    var said = make('span', undefined, bar);
    said.setAttribute('role', 'status');
    forms(function (outcome) { if (outcome.message) { said.textContent = outcome.message; } });
    read('/progress').then(ask).catch(ended);
  }

  function forms(opened) {
    all('[data-form]').forEach(function (unit) {
      var button = make('button', t('打开原表', 'Open the form'));
      button.type = 'button';
      button.className = 'open';
      unit.insertBefore(button, unit.querySelector('.place').nextSibling);
      button.addEventListener('click', function () { send('/open/form/' + unit.dataset.form).then(opened).catch(ended); });
    });
  }

  if (document.body.dataset.desk) { choosing(); } else if (document.querySelector('header')) { results(); } else { forms(function (outcome) { if (outcome.message) { window.alert(outcome.message); } }); }
}());
