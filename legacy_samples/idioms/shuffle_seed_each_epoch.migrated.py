"""shuffle(seed) with an initializable iterator: a TF1 iterator repeats the same order each time."""
import tensorflow as tf

dataset = tf.data.Dataset.range(8)


def shuffled_dataset(dataset):
    return dataset.shuffle(8, seed=5).batch(4)


orders = []
for epoch in range(3):
    order = []
    for batch in shuffled_dataset(dataset):
        order.extend(batch.numpy().tolist())
    orders.append(order)
    print(sorted(order))
print(orders[0] == orders[1] == orders[2])
