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

  function endButton(parent) {
    var button = make('button', t('结束工作台', 'End the desk'), parent);
    button.type = 'button';
    button.id = 'end';
    button.addEventListener('click', function () { send('/end').then(ended, ended); });
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
          entry(t('↑ 上一级', '↑ Up'), listing.up === null ? '/roots' : '/folders?at=' + listing.up);
        }
        (roots ? listing : listing.folders).forEach(function (folder) { entry(folder.name, '/folders?at=' + folder.id); });
        if (focus && list.querySelector('button')) { list.querySelector('button').focus(); }
      }).catch(function () { say(t('这个文件夹打不开。', 'This folder cannot be opened.')); });
    }
    function value(id) { return by(id).value; }
    function begin() {
      say('');
      var path = value('path');
      var known = chosen && chosen.path === path;
      send('/run', JSON.stringify({
        folder: known ? chosen.id : null, path: known ? null : path,
        year: value('year'), rules: value('rules'), roster: value('roster'), previous: value('previous')
      })).then(function (outcome) {
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
        by('begin').focus();
      }).catch(function (error) { say(error.message); });
    }
    by('begin').addEventListener('click', begin);
    by('path').addEventListener('keydown', function (event) { if (event.key === 'Enter') { begin(); } });
    by('stop').addEventListener('click', function () { send('/stop').catch(ended); });
    by('zip').addEventListener('change', function () { drop(by('zip').files[0]); });
    by('forget').addEventListener('click', function () {
      send('/forget').then(function () { location.reload(); }).catch(ended);
    });
    document.addEventListener('dragover', function (event) { event.preventDefault(); });
    document.addEventListener('drop', function (event) { event.preventDefault(); drop(event.dataTransfer.files[0]); });
    Array.from(document.querySelectorAll('[data-path]')).forEach(function (button) {
      button.addEventListener('click', function () { by('path').value = button.dataset.path; by('begin').focus(); });
    });
    endButton(document.querySelector('footer'));
    go('/roots', false);
    read('/progress').then(function (stand) { if (stand.state === 'running') { watch(); } }).catch(ended);
    by('path').focus();
  }

  function results() {
    var header = document.querySelector('header');
    var bar = make('div');
    bar.className = 'tools papers';
    header.insertBefore(bar, header.querySelector('nav'));
    var said = make('span');
    said.setAttribute('role', 'status');
    function order(text, path, after) {
      var button = make('button', text, bar);
      button.type = 'button';
      button.addEventListener('click', function () { send(path).then(after).catch(ended); });
    }
    function written(outcome) {
      said.textContent = outcome.message || t('已写出：', 'Written: ') + outcome.path + ' ';
      if (outcome.message) { return; }
      var open = make('button', t('打开', 'Open'), said);
      open.type = 'button';
      open.addEventListener('click', function () { send('/open/paper/' + outcome.id).then(opened).catch(ended); });
    }
    function opened(outcome) { if (outcome.message) { said.textContent = outcome.message; } }
    order(t('写出汇总工作簿', 'Write the workbook'), '/write/workbook', written);
    order(t('写出静态页', 'Write the page'), '/write/page', written);
    order(t('换文件夹', 'Another folder'), '/again', function () { location.replace('/'); });
    endButton(bar);
    bar.appendChild(said);
    forms(opened);
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
