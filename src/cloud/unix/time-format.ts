/** Formats an instant (milliseconds since the epoch, UTC) as date(1) does. Unknown letters stay. */
export function formatTime(ms: number, format: string): string {
  const at = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = at.getUTCHours();
  const parts: Record<string, () => string> = {
    Y: () => String(at.getUTCFullYear()),
    m: () => two(at.getUTCMonth() + 1),
    d: () => two(at.getUTCDate()),
    e: () => String(at.getUTCDate()).padStart(2),
    H: () => two(hours),
    I: () => two(hours % 12 === 0 ? 12 : hours % 12),
    p: () => (hours < 12 ? 'AM' : 'PM'),
    M: () => two(at.getUTCMinutes()),
    S: () => two(at.getUTCSeconds()),
    N: () => String(at.getUTCMilliseconds()).padStart(3, '0').padEnd(9, '0'),
    s: () => String(Math.floor(ms / 1000)),
    b: () => months[at.getUTCMonth()] ?? '',
    a: () => days[at.getUTCDay()] ?? '',
    y: () => two(at.getUTCFullYear() % 100),
    j: () => dayOfYear(at),
    u: () => String(at.getUTCDay() === 0 ? 7 : at.getUTCDay()),
    Z: () => 'UTC',
    z: () => '+0000',
    F: () => formatTime(ms, '%Y-%m-%d'),
    T: () => formatTime(ms, '%H:%M:%S'),
    R: () => formatTime(ms, '%H:%M'),
    c: () => formatTime(ms, '%a %b %e %T %Y'),
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
  };
  return format.replace(/%(:?[A-Za-z%])/g, (whole, letter: string) => {
    if (letter === ':z') return '+00:00';
    return parts[letter]?.() ?? whole;
  });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function dayOfYear(at: Date): string {
  const first = Date.UTC(at.getUTCFullYear(), 0, 1);
  return String(Math.floor((at.getTime() - first) / 86_400_000) + 1).padStart(3, '0');
}
