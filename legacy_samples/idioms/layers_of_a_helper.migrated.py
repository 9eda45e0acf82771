"""A network whose builder gives back the placeholders and the list of its layers, and functions that run them."""
import numpy as np
import tensorflow as tf

SIZES = [3, 4, 2]


def main():
    numbers = np.random.RandomState(0)
    data = numbers.rand(8, SIZES[0]), numbers.rand(8, SIZES[-1])
    weights = [
        tf.Variable(numbers.rand(*shape).astype(np.float32) - 0.5)
        for shape in zip(SIZES[:-1], SIZES[1:])
    ]
    inputs_spec = tf.TensorSpec([None, SIZES[0]], tf.float32, name="inputs")
    labels_spec = tf.TensorSpec([None, SIZES[-1]], tf.float32, name="labels")

    @tf.function(input_signature=[inputs_spec])
    def compute_layers(inputs):
        layers = [inputs]
        for weight in weights:
            layers.append(tf.tanh(tf.matmul(layers[-1], weight)))
        return layers

    optimizer = tf.keras.optimizers.SGD(0.5)

    @tf.function(input_signature=[inputs_spec, labels_spec])
    def train_step(inputs, labels):
        with tf.GradientTape() as tape:
            layers = compute_layers(inputs)
            loss = tf.reduce_mean(tf.square(layers[-1] - labels))
        variables = tape.watched_variables()
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def train(data, steps):
        for step in range(steps):
            cost = train_step(data[0], data[1]).numpy()
            if step % 5 == 0:
                print("step %d: %.5f" % (step, cost))

    def describe(values):
        """Means of what each layer gives."""
        for number, value in enumerate([t.numpy() for t in compute_layers(values)]):
            print("layer %d: %s %.5f" % (number, value.shape, value.mean()))

    describe(data[0])
    train(data, 20)
    describe(data[0])


if __name__ == "__main__":
    main()
