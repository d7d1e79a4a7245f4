for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection", "RTCDataChannel", "RTCIceTransport", "RTCDtlsTransport", "RTCSctpTransport", "XSLTProcessor", "DOMParser"]) { delete globalThis[name]; Object.defineProperty(globalThis, name, { value: undefined }); }
// No policy stops <link rel="dns-prefetch"> and "preconnect" from having a name looked up, and x-dns-prefetch-control
// does not either (in a normal window of Chromium 156). So nothing in this document can make a <link>: this runs before
// any other code of the only script, and no second realm with fresh prototypes can be reached from a sandboxed frame.
{
  const { apply } = Reflect;
  const { toLowerCase, endsWith, includes } = String.prototype;
  const define = (on, name, value) => Object.defineProperty(on, name, { value, writable: false, configurable: false, enumerable: true });
  const closed = () => { throw new TypeError("closed"); };
  const plain = (name) => {
    // Made a string once: an object could answer differently the second time.
    const text = `${name}`;
    const lower = apply(toLowerCase, text, []);
    if (lower === "link" || apply(endsWith, lower, [":link"])) closed();
    return text;
  };
  const { createElement, createElementNS } = Document.prototype;
  define(Document.prototype, "createElement", function (name, options) { return apply(createElement, this, options === undefined ? [plain(name)] : [plain(name), options]); });
  define(Document.prototype, "createElementNS", function (space, name, options) { return apply(createElementNS, this, options === undefined ? [space, plain(name)] : [space, plain(name), options]); });
  const { createDocument } = DOMImplementation.prototype;
  define(DOMImplementation.prototype, "createDocument", function (space, name, type) { return apply(createDocument, this, [space, name === null ? null : plain(name), type ?? null]); });
  // A class that extends a built-in element could be made with `new`.
  const registry = CustomElementRegistry.prototype.define;
  define(CustomElementRegistry.prototype, "define", function (name, made) { return apply(registry, this, [name, made]); });
  if (globalThis.TrustedTypePolicyFactory) {
    const { createPolicy } = TrustedTypePolicyFactory.prototype;
    define(TrustedTypePolicyFactory.prototype, "createPolicy", function (name, rules) {
      const { createHTML, createScript, createScriptURL } = rules ?? {};
      const checked = createHTML && function () {
        const text = `${apply(createHTML, undefined, arguments)}`;
        const lower = apply(toLowerCase, text, []);
        if (apply(includes, lower, ["<link"]) || apply(includes, lower, [":link"])) closed();
        return text;
      };
      return apply(createPolicy, this, [name, { createHTML: checked, createScript, createScriptURL }]);
    });
  }
  // Ways to parse HTML that ask no policy, those of later browsers too.
  for (const on of [Document, Document.prototype, Element.prototype, ShadowRoot.prototype]) {
    for (const name of Object.getOwnPropertyNames(on)) {
      if (/HTML/.test(name) && !/^(inner|outer|insertAdjacent|get)HTML$/.test(name)) { delete on[name]; define(on, name, undefined); }
    }
  }
  for (const name of ["execCommand", "write", "writeln"]) { delete Document.prototype[name]; define(Document.prototype, name, closed); }
}
