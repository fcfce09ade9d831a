import Testing

@testable import Syndication

@Suite("Addresses that are not asked")
struct IPAddressTests {
    @Test(
        "an address of this machine, a home, a cloud's inside or nobody is private",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1",
            "127.255.255.254", "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
            "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7",
            "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
            "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1",
            "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "5f00::1",
            "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fec0::1", "ff02::1", "ff0e::1",
            "2a00:1450::5efe:10.0.0.1", "2a00:1450::200:5efe:127.0.0.1", "[::1]",
        ])
    func privateAddress(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
    }

    @Test(
        "an address next to those is asked",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255",
            "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
            "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1", "2003::1", "2606:4700::1111", "2a00:1450:4001::200e",
            "64:ff9b::808:808", "::ffff:8.8.8.8", "2a00:1450::5efe:8.8.8.8",
        ])
    func publicAddress(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(
        "what is no address in its one usual form is none",
        arguments: [
            "", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "1.2.3.4.5", "1.2.3.256", "fe80::1%eth0", "[::1", "::1]", "[]",
        ])
    func noAddress(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test("an address reads as it is written", arguments: ["8.8.8.8", "2606:4700::1111", "::1"])
    func description(_ text: String) throws { #expect(try #require(IPAddress(text)).description == text) }
}
