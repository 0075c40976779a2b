// Keeps the secret of a login in a frame of the platform, for browsers that block our cookies (LTI Platform Storage),
// or finds out that a cookie does the same. It speaks to the platform's own origins only and listens to nobody else.
(function () {
  'use strict';

  var PATIENCE = 1000; // milliseconds; mobile apps promise storage and never answer
  var page = document.getElementById('lti-storage');
  var settings = page.dataset;
  var origins = settings.origins.split(' ');
  var home = window.parent === window && window.opener ? window.opener : window.parent;

  // The frame of that name over there. Browsers hide the name of a frame whose page is of another origin than the page
  // around it, as a hosted Canvas has it: then all frames are asked, and the origin decides who hears.
  function framesNamed(name) {
    if (!name || name === '_parent') {
      return [home];
    }
    try {
      if (home.frames[name]) {
        return [home.frames[name]];
      }
    } catch (hidden) {
      // as if there were none
    }
    var all = [home];
    for (var i = 0; i < Math.min(home.frames.length, 50); i++) {
      if (home.frames[i] !== window) {
        all.push(home.frames[i]);
      }
    }
    return all;
  }

  function newId() {
    var numbers = new Uint32Array(4);
    window.crypto.getRandomValues(numbers);
    return Array.prototype.join.call(numbers, '-');
  }

  // The browser delivers to that one of the origins which really is there, if any is.
  function post(frames, message) {
    frames.forEach(function (frame) {
      origins.forEach(function (origin) {
        try {
          frame.postMessage(message, origin);
        } catch (unreachable) {
          // as good as no answer
        }
      });
    });
  }

  // Calls done with the platform's answer; with null when there is none in time, and then again when it comes late. The
  // platform may also say (lti.capabilities) that another frame than the one it named at the login keeps things.
  function ask(message, done) {
    var answered = false;
    var asked = newId();
    message.message_id = newId();

    function finish(answer) {
      answered = true;
      window.removeEventListener('message', listen);
      done(answer);
    }

    function listen(event) {
      var data = event.data;
      if (origins.indexOf(event.origin) < 0 || !data || typeof data !== 'object') {
        return;
      }
      if (data.message_id === message.message_id && data.subject === message.subject + '.response') {
        finish(data.error ? null : data);
      } else if (data.message_id === asked && data.subject === 'lti.capabilities.response' &&
          Array.isArray(data.supported_messages)) {
        data.supported_messages.forEach(function (one) {
          if (one && one.subject === message.subject && one.frame && one.frame !== settings.target) {
            post(framesNamed(String(one.frame)), message);
          }
        });
      }
    }

    window.addEventListener('message', listen);
    window.setTimeout(function () {
      if (!answered) {
        done(null);
      }
    }, PATIENCE);
    post(framesNamed(settings.target), message);
    post([home], {subject: 'lti.capabilities', message_id: asked});
  }

  function goOn() {
    window.location.replace(settings.next);
  }

  function fail() {
    document.getElementById('lti-wait').hidden = true;
    document.getElementById('lti-failed').hidden = false;
  }

  // The cookie of this login was set with this very page: does the browser return it?
  function cookieOrWindow() {
    window.fetch('/lti/login/cookie?login=' + encodeURIComponent(settings.key), {cache: 'no-store'})
      .then(function (answer) { return answer.text(); })
      .then(function (said) { (said === 'yes' ? goOn : fail)(); })
      .catch(fail);
  }

  function store() {
    if (!settings.target) {
      cookieOrWindow();
      return;
    }
    ask({subject: 'lti.put_data', key: settings.key, value: settings.secret}, function (answer) {
      (answer ? goOn : cookieOrWindow)();
    });
  }

  function prove() {
    ask({subject: 'lti.get_data', key: settings.key}, function (answer) {
      if (answer && typeof answer.value === 'string' && answer.value) {
        var form = document.getElementById('lti-proof');
        form.elements.secret.value = answer.value;
        form.submit();
      } else {
        fail();
      }
    });
  }

  (settings.step === 'store' ? store : prove)();
})();
