/* Runs before anything else, in syntax that old browsers read: says which browsers work instead of showing nothing. */
(function () {
  function works() {
    try {
      /* A module with one v128 value: only an engine with SIMD takes it. */
      var simd = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);
      return (
        typeof WebAssembly === "object" && WebAssembly.validate(simd) &&
        typeof Worker === "function" && typeof MessageChannel === "function" && typeof DecompressionStream === "function" &&
        "srcdoc" in document.createElement("iframe") && "sandbox" in document.createElement("iframe") &&
        "adoptedStyleSheets" in document && typeof HTMLDialogElement === "function" && typeof Object.hasOwn === "function" &&
        CSS.supports("height", "100dvh") && CSS.supports("container-type", "inline-size")
      );
    } catch (e) {
      return false;
    }
  }
  if (works()) return;
  window.bedsideTooOld = true;
  var chinese = /^zh/i.test(navigator.language || "");
  var box = document.createElement("div");
  box.className = "instead";
  box.setAttribute("role", "main");
  var title = document.createElement("h1");
  title.textContent = chinese ? "%TOO_OLD_ZH%" : "%TOO_OLD_EN%";
  var text = document.createElement("p");
  text.textContent = chinese ? "%NEXT_ZH%" : "%NEXT_EN%";
  box.appendChild(title);
  box.appendChild(text);
  document.body.appendChild(box);
})();
