import Algebra
import Tasks

/// The support pairs of some tasks as columns, task by task.
final class SupportPairs {
    /// How many pairs there is memory for.
    let capacity: Int
    /// How many are loaded.
    private(set) var count = 0
    /// The item's position in the dataset, shape [count].
    let items: UnsafeMutablePointer<Int32>
    /// The number of the task among the loaded ones, shape [count].
    let tasks: UnsafeMutablePointer<Int32>
    /// y, shape [count].
    let ratings: UnsafeMutablePointer<Double>
    /// The user's position in the dataset by task.
    private(set) var users: [Int32] = []

    init(capacity: Int) {
        self.capacity = capacity
        (items, tasks, ratings) = (
            .allocate(capacity: capacity), .allocate(capacity: capacity), .allocate(capacity: capacity)
        )
    }

    deinit {
        items.deallocate()
        tasks.deallocate()
        ratings.deallocate()
    }

    /// Puts the support sets of tasks in place of what was loaded.
    /// - Precondition: there is memory for them.
    func load(_ loaded: ArraySlice<UserTask>, threads: Int) {
        var starts: [Int] = []
        count = 0
        for task in loaded {
            starts.append(count)
            count += task.supportCount
        }
        precondition(count <= capacity, "more support pairs than there is memory for")
        users = loaded.map(\.user)
        let size = 256
        Parallel.forEach((loaded.count + size - 1) / size, threads: threads) { index, _ in
            for number in index * size..<min((index + 1) * size, loaded.count) {
                let (task, start) = (loaded[loaded.startIndex + number], starts[number])
                for row in 0..<task.supportCount {
                    items[start + row] = task.items[row]
                    tasks[start + row] = Int32(number)
                    ratings[start + row] = task.ratings[row]
                }
            }
        }
    }
}
