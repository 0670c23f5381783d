// For a browser that is too old for the desk: one sentence, and the static page all the same.
(function () {
  if (window.Promise && window.fetch && Element.prototype.closest && Object.entries) { return; }
  function post(path, body, done) {
    var request = new XMLHttpRequest();
    request.open('POST', path, true);
    request.setRequestHeader('X-Ziping', 'desk');
    request.onreadystatechange = function () { if (request.readyState === 4 && done) { done(request); } };
    request.send(body || '');
  }
  var said = document.createElement('p');
  said.className = 'ended';
  said.appendChild(document.createTextNode('\u8fd9\u4e2a\u6d4f\u89c8\u5668\u592a\u65e7\uff0c\u53ea\u80fd\u770b\u7ed3\u679c\uff1a\u586b\u5199\u6587\u4ef6\u5939\u8def\u5f84\u540e\u6309\u201c\u5f00\u59cb\u6c47\u603b\u201d\uff1b\u5904\u7406\u548c\u6587\u4e66\u8bf7\u6539\u7528 Edge \u6216 Chrome\u3002 This browser is too old: results can be read; for decisions and papers use Edge or Chrome.'));
  document.body.insertBefore(said, document.body.firstChild);
  setInterval(function () { post('/alive'); }, 15000);
  var begin = document.getElementById('begin');
  if (!begin) { return; }
  begin.onclick = function () {
    post('/run', JSON.stringify({ path: document.getElementById('path').value }), function (request) {
      var message = /"message":"([^"]*)"/.exec(request.responseText);
      if (message) { said.firstChild.nodeValue = message[1]; return; }
      said.firstChild.nodeValue = '\u6b63\u5728\u8bfb\u53d6\u2026 Reading\u2026';
      setInterval(function () { location.href = '/'; }, 5000);
    });
  };
}());
