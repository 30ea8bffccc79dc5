import Tasks

/// Which tasks of a shard do what in a round.
struct RoundTasks {
    /// Those that judge the epoch before, in the round that begins one.
    let judges: [UserTask]
    /// Those that teach: of everyone who does not judge, and has no more ratings than the training wants.
    let teachers: [UserTask]

    init(_ shard: TaskShard, rule: TaskRule, state: RoundState) {
        let names = Set(state.judges)
        let most = state.training.options.trainsOnLongHistories ? Int.max : rule.maximumRatings
        let judging = shard.tasks.map { names.contains(shard.dataset.users.ids[Int($0.user)]) }
        let tasks = zip(shard.tasks, judging)
        judges = state.beginsEpoch ? tasks.filter(\.1).map(\.0) : []
        teachers = state.isTrained ? [] : tasks.filter { !$0.1 && $0.0.items.count <= most }.map(\.0)
    }
}
