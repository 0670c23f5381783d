// What the page can do beyond showing: one part at a time, tables that sort, filter and search, keys in the audit.
'use strict';
(function () {
  var zh = document.documentElement.lang !== 'en';
  function t(chinese, english) { return zh ? chinese : english; }
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  function make(name, text, before) {
    var element = document.createElement(name);
    if (text !== undefined) { element.textContent = text; }
    if (before) { before.appendChild(element); }
    return element;
  }

  // One part at a time: the one that the address names, or that holds what it names.
  var parts = all('.view, .unit');
  function show() {
    var named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var part = named && named.closest('.view, .unit');
    if (!part) { part = parts[0]; named = null; }
    if (!part) { return; }
    parts.forEach(function (other) { other.classList.toggle('on', other === part); });
    all('nav a').forEach(function (link) {
      if (link.getAttribute('href') === '#' + part.id) { link.setAttribute('aria-current', 'page'); } else { link.removeAttribute('aria-current'); }
    });
    if (named && named !== part) {
      for (var fold = named.closest('details'); fold; fold = fold.parentElement.closest('details')) { fold.open = true; }
      named.scrollIntoView({ block: 'center' });
      if (named.tagName === 'DETAILS') { named.firstElementChild.focus(); }
    } else if (named) {
      window.scrollTo(0, 0);
      var title = part.querySelector('h2');
      title.tabIndex = -1;
      title.focus();
    }
    reach();
  }
  // Whatever is wider than the window can be gone to and scrolled by keyboard.
  function reach() {
    all('.wide').forEach(function (wide) {
      if (wide.scrollWidth > wide.clientWidth) {
        wide.tabIndex = 0;
        wide.setAttribute('role', 'group');
        wide.setAttribute('aria-label', t('表格，可左右滚动', 'table, scrolls sideways'));
      } else {
        wide.removeAttribute('tabindex');
      }
    });
  }
  window.addEventListener('resize', reach);

  if (parts.length) {
    document.documentElement.classList.add('js');
    window.addEventListener('hashchange', show);
    // The browser goes to the named place itself once all is loaded, when other parts are hidden already.
    window.addEventListener('load', function () { setTimeout(show, 0); });
    show();
  }

  // Rows shown at a time.
  var WINDOW = 200;
  var collator = new Intl.Collator(zh ? 'zh-CN' : 'en', { numeric: true });

  function figure(text) {
    var plain = text.replace(/[,%，\s]/g, '').replace('−', '-');
    return /^[+-]?\d+(\.\d+)?$/.test(plain) ? parseFloat(plain) : null;
  }

  function grid(table) {
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row) {
      var texts = [];
      for (var cell = row.firstElementChild; cell; cell = cell.nextElementSibling) { texts.push(cell.textContent); }
      return { row: row, texts: texts };
    });
    var shown = rows;
    var order = rows;
    var window_size = WINDOW;
    var choices = {};
    var words = '';
    var tools = document.createElement('div');
    tools.className = 'tools';
    var place = table.closest('.wide') || table;
    place.parentNode.insertBefore(tools, place);
    var heads = Array.from(table.tHead.rows[0].cells);

    var count = make('span');
    count.setAttribute('role', 'status');
    var more = make('button');
    more.type = 'button';
    more.addEventListener('click', function () { window_size += WINDOW; draw(); });

    function draw() {
      var piece = document.createDocumentFragment();
      shown.slice(0, window_size).forEach(function (entry) { piece.appendChild(entry.row); });
      while (body.firstChild) { body.removeChild(body.firstChild); }
      body.appendChild(piece);
      var visible = Math.min(window_size, shown.length);
      count.textContent = t('显示 ' + visible + ' / ' + shown.length + ' 行，共 ' + rows.length + ' 行', visible + ' of ' + shown.length + ' rows shown, ' + rows.length + ' in all');
      more.textContent = t('再显示 ' + WINDOW + ' 行', 'Show ' + WINDOW + ' more');
      more.hidden = visible >= shown.length;
    }
    function choose() {
      var all_of_them = !words && !Object.keys(choices).length;
      shown = all_of_them ? order : order.filter(function (entry) {
        return (!words || entry.texts.some(function (text) { return text.toLowerCase().indexOf(words) >= 0; })) &&
          Object.keys(choices).every(function (col) { return choices[col](entry.texts[col]); });
      });
      window_size = WINDOW;
      draw();
    }

    if (rows.length > 8) {
      var label = make('label', t('查找 ', 'Search '), tools);
      var box = make('input', undefined, label);
      box.type = 'search';
      box.addEventListener('input', function () { words = box.value.trim().toLowerCase(); choose(); });
      (table.dataset.filters || '').split(' ').filter(Boolean).forEach(function (col) {
        var values = Array.from(new Set(rows.map(function (entry) { return entry.texts[col]; })));
        var counted = table.dataset.counted === col;
        if (values.length < 2) { return; }
        var outer = make('label', heads[col].textContent + ' ', tools);
        var select = make('select', undefined, outer);
        make('option', t('全部', 'all'), select).value = '';
        if (counted) {
          make('option', t('有错误', 'with errors'), select).value = 'error';
          make('option', t('没有', 'none'), select).value = 'none';
        } else {
          values.sort(collator.compare).forEach(function (value) { make('option', value, select).value = '=' + value; });
        }
        select.addEventListener('change', function () {
          var value = select.value;
          if (!value) { delete choices[col]; } else {
            choices[col] = function (text) {
              if (value === 'error') { return text.indexOf(t('错误', 'error')) >= 0; }
              if (value === 'none') { return !/\d/.test(text); }
              return text === value.slice(1);
            };
          }
          choose();
        });
      });
    }
    tools.appendChild(count);
    tools.appendChild(more);

    // What a column is sorted by is read off its cells once.
    var keyed = {};
    function keys_of(col) {
      keyed[col] = keyed[col] || rows.map(function (entry, at) {
        return { entry: entry, at: at, figure: figure(entry.texts[col]), text: entry.texts[col] };
      });
      return keyed[col].slice();
    }

    heads.forEach(function (head, col) {
      var button = make('button', head.textContent);
      button.type = 'button';
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () {
        var down = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        var keys = keys_of(col);
        var sign = down ? -1 : 1;
        keys.sort(function (a, b) {
          if (a.figure !== null || b.figure !== null) {
            if (a.figure === null) { return 1; }
            if (b.figure === null) { return -1; }
            return sign * (a.figure - b.figure) || a.at - b.at;
          }
          return sign * collator.compare(a.text, b.text) || a.at - b.at;
        });
        order = keys.map(function (key) { return key.entry; });
        choose();
      });
    });
    draw();
  }
  all('table[data-grid]').forEach(grid);

  // The audit: severities by button, findings by the arrow keys.
  var audit = document.getElementById('audit');
  if (audit && audit.querySelector('.finding')) {
    var bar = document.createElement('div');
    bar.className = 'tools';
    audit.insertBefore(bar, audit.querySelector('.unit-findings'));
    var status = make('span');
    status.setAttribute('role', 'status');
    [['', t('全部', 'All')], ['error', t('只看错误', 'Errors only')], ['warning', t('只看警告', 'Warnings only')]].forEach(function (choice) {
      var button = make('button', choice[1], bar);
      button.type = 'button';
      button.setAttribute('aria-pressed', String(!choice[0]));
      button.addEventListener('click', function () {
        all('button', bar).forEach(function (other) { other.setAttribute('aria-pressed', String(other === button)); });
        var left = 0;
        all('.unit-findings', audit).forEach(function (unit) {
          var any = false;
          all('.findings > li', unit).forEach(function (item) {
            item.hidden = Boolean(choice[0]) && !item.querySelector('.finding.' + choice[0]);
            any = any || !item.hidden;
          });
          unit.hidden = !any;
          left += any ? 1 : 0;
        });
        status.textContent = t(left + ' 个单位', left + ' units');
      });
    });
    var decides = Boolean(audit.querySelector('.decide'));
    bar.appendChild(make('span', decides ? t('↑↓ 逐条移动，回车处理', '↑↓ to move, Enter to decide') : t('↑↓ 逐条移动，回车打开单元格', '↑↓ to move, Enter to open the cell')));
    bar.appendChild(status);
    audit.addEventListener('keydown', function (event) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') { return; }
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
      // What is folded keeps its place in newer browsers, and cannot be gone to.
      var stops = all('.unit-findings > summary, .finding', audit).filter(function (stop) {
        return stop.offsetParent && (stop.tagName === 'SUMMARY' || !stop.closest('details:not([open])'));
      });
      var at = stops.indexOf(event.target.closest('.finding, .unit-findings > summary'));
      var next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
      if (!next) { return; }
      event.preventDefault();
      if (next.classList.contains('finding')) { next.tabIndex = -1; }
      next.focus();
    });
    audit.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' || !event.target.classList.contains('finding')) { return; }
      var stop = event.target.querySelector('.decide') || event.target.querySelector('a');
      if (!stop) { return; }
      event.preventDefault();
      stop.click();
    });
  }

  // Whatever is folded is printed with the rest.
  window.addEventListener('beforeprint', function () {
    all('.on details').forEach(function (fold) { fold.open = true; });
  });
}());
