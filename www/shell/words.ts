/** The shell's own few sentences; the application's are in `www/locales`. */

export interface Words {
  tooOld: string;
  tooOldNext: string;
  plainHttp: string;
  failed: string;
  failedNext: string;
  update: string;
  updateNow: string;
  later: string;
  close: string;
  print: string;
  frame: string;
}

const en: Words = {
  tooOld: "This browser is too old for Bedside.",
  tooOldNext:
    "Nothing was read or sent. Please open this page in Chrome or Edge 114 or newer, Firefox 125 or newer, or Safari 17 or newer.",
  plainHttp:
    "This address is not secure (http). You can use Bedside, and still nothing leaves this device, but locked saving and use without a network are off. Open it by https, or use the one-file version.",
  failed: "Bedside could not start here.",
  failedNext:
    "Nothing was read or sent. Reload the page. If it happens again, a rule of your organisation may forbid it, or a part did not arrive: try another network or the one-file version.",
  update: "A newer version of Bedside is ready. Updating closes what is open here.",
  updateNow: "Update now",
  later: "Later",
  close: "Close",
  print: "To print, use the print button in Bedside.",
  frame: "Bedside",
};

const zh: Words = {
  tooOld: "这个浏览器太旧,无法运行 Bedside。",
  tooOldNext: "没有读取或发送任何内容。请改用 Chrome 或 Edge 114 及以上、Firefox 125 及以上,或 Safari 17 及以上版本打开本页。",
  plainHttp:
    "当前网址不是安全连接(http)。Bedside 仍可使用,数据也不会离开本机,但加密保存和断网使用不可用。请改用 https 网址,或使用单文件版。",
  failed: "Bedside 未能在这里启动。",
  failedNext: "没有读取或发送任何内容。请重新加载本页。如果仍然如此,可能是所在机构的安全规则不允许,或有部分内容没有下载完整:请换一个网络,或使用单文件版。",
  update: "Bedside 有新版本。更新会关闭当前打开的内容。",
  updateNow: "立即更新",
  later: "以后再说",
  close: "关闭",
  print: "要打印,请使用 Bedside 里的打印按钮。",
  frame: "Bedside",
};

/** Words of the language that the page was switched to, at first the browser's. */
export function wordsFor(language: string): Words {
  return /^zh\b/i.test(language) ? zh : en;
}
