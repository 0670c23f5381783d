// For a browser that is too old for the desk: one sentence, and the static page all the same.
(function () {
  if (window.Promise && window.fetch && Element.prototype.closest && Object.entries) { return; }
  function ask(method, path, body, done) {
    var request = new XMLHttpRequest();
    request.open(method, path, true);
    request.setRequestHeader('X-Ziping', 'desk');
    request.onreadystatechange = function () { if (request.readyState === 4 && done) { done(request.responseText); } };
    request.send(body || null);
  }
  // What stands on the page where no script runs makes room for it.
  var said = document.getElementById('unscripted');
  if (!said) {
    said = document.createElement('p');
    said.className = 'ended';
    said.appendChild(document.createTextNode(''));
    document.body.insertBefore(said, document.body.firstChild);
  }
  said.firstChild.nodeValue = '\u8fd9\u4e2a\u6d4f\u89c8\u5668\u592a\u65e7\uff0c\u53ea\u80fd\u770b\u7ed3\u679c\uff1a\u586b\u5199\u6587\u4ef6\u5939\u8def\u5f84\u540e\u6309\u201c\u5f00\u59cb\u6c47\u603b\u201d\uff1b\u5904\u7406\u548c\u6587\u4e66\u8bf7\u6539\u7528 Edge \u6216 Chrome\u3002 This browser is too old: results can be read; for decisions and papers use Edge or Chrome.';
  setInterval(function () { ask('POST', '/alive'); }, 15000);
  var begin = document.getElementById('begin');
  if (!begin) { return; }
  // Until the run is over; then its results, or why there are none, stand on the page itself.
  function wait() {
    ask('GET', '/progress?' + new Date().getTime(), null, function (stand) {
      if (JSON.parse(stand).state !== 'running') { location.href = '/'; return; }
      said.firstChild.nodeValue = '\u6b63\u5728\u8bfb\u53d6\u2026 Reading\u2026';
      setTimeout(wait, 1000);
    });
  }
  begin.onclick = function () {
    ask('POST', '/run', JSON.stringify({ path: document.getElementById('path').value }), function (outcome) {
      var message = JSON.parse(outcome).message;
      if (message) { said.firstChild.nodeValue = message; return; }
      wait();
    });
  };
}());
