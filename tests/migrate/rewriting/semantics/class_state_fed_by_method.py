import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, batch, steps, size, training=True):
        self.x = tf.placeholder(tf.float32, [batch, steps, 1])
        self.y = tf.placeholder(tf.float32, [batch, steps, 1])
        cell = tf.nn.rnn_cell.MultiRNNCell(
            [tf.nn.rnn_cell.LSTMCell(size, initializer=tf.constant_initializer(0.1)) for _ in range(2)]
        )
        self.initial_state = cell.zero_state(batch, tf.float32)
        outputs, self.final_state = tf.nn.dynamic_rnn(cell, self.x, initial_state=self.initial_state)
        self.loss = tf.reduce_mean(tf.square(tf.reduce_sum(outputs, 2, keep_dims=True) - self.y))
        self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)


    def epoch(self, sess, data):
        state = sess.run(self.initial_state)
        for b in range(2):
            x = data[:, b * 3 : b * 3 + 3]
            feed = {self.x: x, self.y: x * 2, self.initial_state: state}
            loss, state, _ = sess.run([self.loss, self.final_state, self.train_op], feed)
            print("%.5f" % loss, np.round(state[1].h, 4).tolist())
        print("%.5f" % sess.run(self.loss, {self.x: x, self.y: x}))


def main():
    model = Model(2, 3, 4)
    data = np.arange(12.0).reshape(2, 6, 1) / 10
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(2):
            model.epoch(sess, data)


if __name__ == "__main__":
    main()
