// Keeps the secret of a login in a frame of the platform, for browsers that block our cookies (LTI Platform Storage).
// It speaks to the platform's own origin only and listens to nobody else.
(function () {
  'use strict';

  var PATIENCE = 1000; // milliseconds; mobile apps promise storage and never answer
  var page = document.getElementById('lti-storage');
  var settings = page.dataset;

  function platformFrame() {
    var home = window.parent === window && window.opener ? window.opener : window.parent;
    if (settings.target !== '_parent') {
      try {
        return home.frames[settings.target] || home;
      } catch (unnamed) { // a frame of that name does not exist over there
        return home;
      }
    }
    return home;
  }

  function newId() {
    var numbers = new Uint32Array(4);
    window.crypto.getRandomValues(numbers);
    return Array.prototype.join.call(numbers, '-');
  }

  // Calls done once: with the platform's answer, or with null when there is none in time.
  function ask(message, done) {
    var finished = false;
    message.message_id = newId();

    function finish(answer) {
      if (!finished) {
        finished = true;
        window.removeEventListener('message', listen);
        done(answer);
      }
    }

    function listen(event) {
      var data = event.data;
      if (event.origin === settings.origin && data && typeof data === 'object' &&
          data.message_id === message.message_id && data.subject === message.subject + '.response') {
        finish(data.error ? null : data);
      }
    }

    window.addEventListener('message', listen);
    window.setTimeout(function () { finish(null); }, PATIENCE);
    try {
      platformFrame().postMessage(message, settings.origin);
    } catch (unreachable) {
      finish(null);
    }
  }

  function store() {
    ask({subject: 'lti.put_data', key: settings.key, value: settings.secret}, function () {
      window.location.replace(settings.next);
    });
  }

  function prove() {
    ask({subject: 'lti.get_data', key: settings.key}, function (answer) {
      if (answer && typeof answer.value === 'string' && answer.value) {
        var form = document.getElementById('lti-proof');
        form.elements.secret.value = answer.value;
        form.submit();
      } else {
        document.getElementById('lti-wait').hidden = true;
        document.getElementById('lti-failed').hidden = false;
      }
    });
  }

  if (settings.step === 'store') {
    store();
  } else {
    prove();
  }
})();
