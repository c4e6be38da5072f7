
// Swagger UI prints JSON one number a line. Here what fits on a line stays on it, and a matrix has a line a row.
(() => {
  const print = JSON.stringify;
  const longest = 100;

  const isNested = (value) => value !== null && typeof value === "object";
  const isMatrix = (value) => Array.isArray(value) && value.length > 1 && value.every(
    (row) => Array.isArray(row) && row.length > 2);
  const hasMatrix = (value) => isNested(value) && (isMatrix(value) || Object.values(value).some(hasMatrix));

  const spaced = (value) => {
    if (!isNested(value)) {
      return print(value);
    }
    return Array.isArray(value)
      ? `[${value.map(spaced).join(", ")}]`
      : `{${Object.entries(value).map(([key, entry]) => `${print(key)}: ${spaced(entry)}`).join(", ")}}`;
  };

  const pretty = (value, indent, taken) => {
    const line = spaced(value);
    if (!isNested(value) || (!hasMatrix(value) && taken + line.length <= longest)) {
      return line;
    }
    const deeper = `${indent}  `;
    if (Array.isArray(value)) {
      if (!value.some(isNested)) {
        return line;
      }
      const entries = value.map((entry) => deeper + pretty(entry, deeper, deeper.length));
      return `[\n${entries.join(",\n")}\n${indent}]`;
    }
    const fields = Object.entries(value).map(([key, entry]) => {
      const start = `${deeper}${print(key)}: `;
      return start + pretty(entry, deeper, start.length);
    });
    return `{\n${fields.join(",\n")}\n${indent}}`;
  };

  JSON.stringify = (value, replacer, space) => {
    const text = print(value, replacer, space);
    return space && text !== undefined ? pretty(JSON.parse(text), "", 0) : text;
  };
})();
