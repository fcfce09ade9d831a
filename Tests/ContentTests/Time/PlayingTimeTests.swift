import Content
import Testing

@Suite("How long a talk takes")
struct PlayingTimeTests {
    @Test(
        "a length is written for people and for machines",
        arguments: [
            (0, "0:00", "PT0S"), (9, "0:09", "PT9S"), (2710, "45:10", "PT45M10S"), (3600, "1:00:00", "PT1H"),
            (3723, "1:02:03", "PT1H2M3S"), (360_005, "100:00:05", "PT100H5S"),
        ])
    func written(seconds: Int, clock: String, machine: String) {
        #expect(PlayingTime.clock(seconds) == clock)
        #expect(PlayingTime.iso8601(seconds) == machine)
        #expect(PlayingTime.seconds(clock) == seconds && (seconds == 0 || PlayingTime.seconds(machine) == seconds))
    }
}
