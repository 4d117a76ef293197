import ipaddr from 'ipaddr.js';

/** What an address is when it is no ordinary public one, as refusals name it. */
export type AddressClass =
  | 'loopback'
  | 'private'
  | 'link-local'
  | 'metadata'
  | 'shared (carrier-grade NAT)'
  | 'multicast'
  | 'broadcast'
  | 'unspecified'
  | 'documentation'
  | 'benchmarking'
  | 'reserved'
  | 'embedded IPv4'
  | 'invalid';

/** The first that holds counts. Registries: IANA IPv4 and IPv6 Special-Purpose Address Registry, and clouds' documents. */
const special: readonly [network: string, AddressClass][] = [
  ['169.254.169.254/32', 'metadata'],
  ['168.63.129.16/32', 'metadata'],
  ['100.100.100.200/32', 'metadata'],
  ['192.0.0.192/32', 'metadata'],
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared (carrier-grade NAT)'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'reserved'],
  ['192.52.193.0/24', 'reserved'],
  ['192.88.99.0/24', 'reserved'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'reserved'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['255.255.255.255/32', 'broadcast'],
  ['240.0.0.0/4', 'reserved'],
  ['fd00:ec2::254/128', 'metadata'],
  ['fd20:ce::254/128', 'metadata'],
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  // IPv4 in IPv6: mapped, translated, compatible, 6to4, Teredo, local NAT64. Nothing public is reached through them.
  ['::ffff:0:0/96', 'embedded IPv4'],
  ['::ffff:0:0:0/96', 'embedded IPv4'],
  ['::/96', 'embedded IPv4'],
  ['2002::/16', 'embedded IPv4'],
  ['2001::/32', 'embedded IPv4'],
  ['64:ff9b:1::/48', 'embedded IPv4'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:db8::/32', 'documentation'],
  ['3fff::/20', 'documentation'],
  ['2001::/23', 'reserved'],
  ['2620:4f:8000::/48', 'reserved'],
  ['fc00::/7', 'private'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'private'],
  ['ff00::/8', 'multicast'],
];

const networks = special.map(([network, is]) => ({ network: ipaddr.parseCIDR(network), is }));
const globalUnicast = ipaddr.parseCIDR('2000::/3');
/** How networks without IPv4 reach it (RFC 6052): as public as the IPv4 address inside. */
const nat64 = ipaddr.parseCIDR('64:ff9b::/96');

type Address = ReturnType<typeof ipaddr.parse>;

/** Null for an address that anybody on the internet could be asked at. An IPv4 address inside an IPv6 one is judged too. */
export function addressClass(address: string): AddressClass | null {
  return ipaddr.isValid(address) ? classOf(ipaddr.parse(address)) : 'invalid';
}

function classOf(address: Address): AddressClass | null {
  for (const { network, is } of networks) {
    if (!within(address, network)) continue;
    if (is !== 'embedded IPv4') return is;
    // The mapped form is the IPv4 address itself in another spelling.
    const inside = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : null;
    return (inside && classOf(inside)) ?? is;
  }
  if (!(address instanceof ipaddr.IPv6)) return null;
  if (within(address, nat64)) return classOf(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return within(address, globalUnicast) ? null : 'reserved';
}

function within(address: Address, [start, bits]: [Address, number]): boolean {
  return address.kind() === start.kind() && address.match(start, bits);
}
