"""CSV files through a filename queue and a line reader, in a helper; training until the epochs end."""
import os
import tempfile

import tensorflow as tf

folder = tempfile.mkdtemp()
paths = []
for part in range(2):
    paths.append(os.path.join(folder, "part%d.csv" % part))
    with open(paths[-1], "w") as file:
        file.write("a,b,c\n")
        for row in range(4):
            file.write("%d,%d.5,%d\n" % (part * 10 + row, row, row % 2))


def input_pipeline(filenames, batch_size, num_epochs=None):
    files = tf.data.Dataset.from_tensor_slices(filenames)
    lines = files.flat_map(lambda name: tf.data.TextLineDataset(name).skip(1)).repeat(num_epochs)

    def parse_line(value):
        a, b, c = tf.io.decode_csv(value, [[0.0], [0.0], [0]])
        features = tf.stack([a, b])
        return features, c

    return lines.map(parse_line).batch(batch_size)


batches = input_pipeline(paths, 3, num_epochs=2)
w = tf.Variable([[0.1], [0.2]])
optimizer = tf.keras.optimizers.SGD(0.001)


@tf.function(input_signature=batches.element_spec)
def train(features, labels):
    with tf.GradientTape() as tape:
        prediction = tf.matmul(features, w)
        loss = tf.reduce_mean(tf.square(prediction - tf.cast(tf.reshape(labels, [-1, 1]), tf.float32)))
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


step = 0
for features, labels in batches:
    value = train(features, labels).numpy()
    print(step, value)
    step += 1
print("Done after %d steps" % step)
print(w.numpy())
