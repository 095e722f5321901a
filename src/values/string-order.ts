/** Orders strings by code points, as Go does (bytes of UTF-8); JS compares UTF-16 units, which puts 😀 before U+FFFD. */
export function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const leftUnit = left.charCodeAt(at);
    const rightUnit = right.charCodeAt(at);
    if (leftUnit !== rightUnit) {
      if (leftUnit < 0xd800 || rightUnit < 0xd800) return leftUnit - rightUnit;
      return orderOfUnit(leftUnit) - orderOfUnit(rightUnit);
    }
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others. */
function orderOfUnit(unit: number): number {
  return unit <= 0xdfff ? unit + 0x10000 : unit;
}
