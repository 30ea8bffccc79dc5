import ArgumentParser
@main struct Icebreaker: ParsableCommand {}
