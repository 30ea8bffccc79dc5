/// What random numbers are drawn for: draws for different purposes from one seed are independent of each
/// other.
///
/// Every stream of the product is named here, so that none serves two purposes by mistake. The numbers never
/// change, since the same seed has to give the same results in every version.
package struct RandomStream: Hashable, Sendable {
    /// The number that the generator of a seed is told; see ``SeededGenerator``.
    package let number: UInt64

    /// A stream outside the product: of a test or a benchmark.
    package init(number: UInt64) { self.number = number }
}

extension RandomStream {
    // MARK: Data and training

    /// Which users and items are held out.
    package static let holdout = RandomStream(number: 3)
    /// The first parameters of an estimator.
    package static let parameters = RandomStream(number: 1)
    /// Which users are held back for validation.
    package static let validation = RandomStream(number: 2)
    /// The order of the tasks in an epoch.
    package static func taskOrder(epoch: Int) -> RandomStream {
        RandomStream(number: 0x1_0000_0000 + UInt64(epoch))
    }
    /// The support and query sets of an epoch.
    package static func taskSets(epoch: Int) -> RandomStream {
        RandomStream(number: 0x2_0000_0000 + UInt64(epoch))
    }
    /// The items not taken that stand in an epoch's tasks; epoch 0 is that of the validation tasks.
    package static func negatives(epoch: Int) -> RandomStream {
        RandomStream(number: 0x3_0000_0000 + UInt64(epoch))
    }
    /// The first values of latent factors and of what interviews fit; each is the only draw from its seed.
    package static let factors = RandomStream(number: 0)

    // MARK: Lists and grids

    /// Whatever a strategy draws, such as the items of `random`.
    package static let strategy = RandomStream(number: 4)
    /// The halves of the users that the stability of lists is measured on.
    package static let stability = RandomStream(number: 6)
    /// Which users `--tune` of a grid is validated on.
    package static let gridTuning = RandomStream(number: 7)

    // MARK: Evaluation

    /// Further support and query sets of a comparison by ratings.
    package static let interviewSets = RandomStream(number: 5)
    /// The items that a scenario's positives are ranked among.
    package static func rankedItems(scenario: Int) -> RandomStream {
        RandomStream(number: 0x5_0000_0000 + UInt64(scenario))
    }
    /// The half of a user's items that the protocol of held-out titles hides.
    package static func hiddenItems(user: Int32) -> RandomStream {
        RandomStream(number: 0x4D_0000_0000 + UInt64(user))
    }
    /// A split of the catalogue into halves.
    package static func catalogueHalves(_ number: Int) -> RandomStream {
        RandomStream(number: 0x5B_0000_0000 + UInt64(number))
    }
    /// Which tiles a simulated user overlooks.
    package static func overlookedTiles(user: Int32) -> RandomStream {
        RandomStream(number: 0x7A_0000_0000 + UInt64(user))
    }
    /// Which users a comparison chooses a grid's settings on.
    package static let gridValidation = RandomStream(number: 0x7E_0000_0000)

    // MARK: Statistics and studies

    /// A draw of a bootstrap: a generator of its own, so that it depends on no thread.
    package static func bootstrap(replicate: Int) -> RandomStream { RandomStream(number: UInt64(replicate)) }
    /// The signs of a paired permutation test.
    package static let signFlips = RandomStream(number: 0x5167_6E46_6C69_7000)
    /// The bootstrap of two arms; a study's seed is drawn for the study alone.
    package static let armBootstrap = RandomStream(number: 1)
    /// The permutation test of a study's outcome measure.
    package static func outcomePermutation(measure: Int) -> RandomStream {
        RandomStream(number: 0x4F75_7463_6F6D_6500 + UInt64(measure))
    }
    /// The order of the arms in a block of participants.
    package static func allocation(block: Int) -> RandomStream { RandomStream(number: UInt64(block)) }
}
