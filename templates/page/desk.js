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

  window.desk = { t: t, by: by, make: make, read: read, send: send, ended: ended };

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
        while (list.firstChild) { list.removeChild(list.firstChild); }
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
      var order = { folder: known ? chosen.id : null, path: known ? null : path, year: value('year'), last: value('last') };
      settings.forEach(function (select) {
        var choice = select.value;
        var other = by(select.id + '-path');
        order[select.id] = choice === 'auto' ? null : choice === 'none' ? '' : choice === 'other' ? other.value : choice.slice(1);
      });
      return JSON.stringify(order);
    }

    // What was found by the forms, to be changed with one choice.
    var settings = Array.from(document.querySelectorAll('[data-setting]'));
    var looked = null;
    function offer(found) {
      settings.forEach(function (select) {
        var own = found.settings.filter(function (one) { return one.option === select.id; })[0] || { files: [], used: null };
        function name(path) { return path.replace(/^.*[\\/]/, ''); }
        function option(value, text) { make('option', text, select).value = value; }
        while (select.firstChild) { select.removeChild(select.firstChild); }
        var none = select.id === 'rules' ? t('内置规则 default', 'built in: default') : t('没有找到', 'none found');
        option('auto', own.used ? t('就近的“', 'found: ') + name(own.used) + t('”', '') : none);
        own.files.forEach(function (file) { if (file !== own.used) { option('=' + file, name(file)); } });
        if (select.id === 'rules') { found.rules.forEach(function (rule) { option('=' + rule, t('内置规则 ', 'built in: ') + rule); }); } else if (own.used) { option('none', t('不采用', 'none')); }
        option('other', t('另外指定…', 'another…'));
        var other = by(select.id + '-path');
        if (other) { other.hidden = true; }
      });
      var notes = by('notes');
      while (notes.firstChild) { notes.removeChild(notes.firstChild); }
      (found.notes || []).forEach(function (note) { make('li', note, notes); });
    }
    settings.forEach(function (select) {
      select.addEventListener('change', function () {
        var other = by(select.id + '-path') || make('input', undefined, select.parentNode);
        other.id = select.id + '-path';
        other.size = 40;
        other.setAttribute('aria-label', select.parentNode.querySelector('label').textContent + t('：路径', ': path'));
        other.hidden = select.value !== 'other';
        if (!other.hidden) { other.focus(); }
      });
    });
    function lying() {
      var path = value('path').trim();
      if (!path || path === looked) { return; }
      looked = path;
      send('/lying', order()).then(function (found) { if (found.settings) { offer(found); } }).catch(function () {});
    }
    function begin() {
      say('');
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
    by('path').addEventListener('change', lying);
    by('path').addEventListener('keydown', function (event) { if (event.key === 'Enter') { begin(); } });
    by('stop').addEventListener('click', function () { send('/stop').catch(ended); });
    by('zip').addEventListener('change', function () { drop(by('zip').files[0]); });
    by('forget').addEventListener('click', function () {
      send('/forget').then(function () { location.reload(); }).catch(ended);
    });
    document.addEventListener('dragover', function (event) { event.preventDefault(); });
    document.addEventListener('drop', function (event) { event.preventDefault(); drop(event.dataTransfer.files[0]); });
    Array.from(document.querySelectorAll('[data-path]')).forEach(function (button) {
      button.addEventListener('click', function () { by('path').value = button.dataset.path; lying(); by('begin').focus(); });
    });
    endButton(document.querySelector('footer'));
    go('/roots', false);
    offer({ settings: [], rules: [] });
    lying();
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
    Array.from(document.querySelectorAll('[data-form]')).forEach(function (unit) {
      var button = make('button', t('打开原表', 'Open the form'));
      button.type = 'button';
      button.className = 'open';
      unit.insertBefore(button, unit.querySelector('.place').nextSibling);
      button.addEventListener('click', function () { send('/open/form/' + unit.dataset.form).then(opened).catch(ended); });
    });
  }

  if (document.body.dataset.desk) { choosing(); } else if (document.querySelector('header')) { results(); } else { forms(function (outcome) { if (outcome.message) { window.alert(outcome.message); } }); }
}());
