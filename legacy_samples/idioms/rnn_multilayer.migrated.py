"""MultiRNNCell with dropout wrappers whose keep_prob is fed, over an embedding."""
import numpy as np
from compat import tf1 as tf

vocab, size, steps = 7, 4, 5
words = tf.placeholder(tf.int32, [None, steps])
targets = tf.placeholder(tf.int32, [None, steps])
keep_prob = tf.placeholder(tf.float32)


def make_cell():
    cell = tf.nn.rnn_cell.BasicLSTMCell(size)
    return tf.nn.rnn_cell.DropoutWrapper(cell, output_keep_prob=keep_prob)


embedding = tf.get_variable('embedding', [vocab, size])
inputs = tf.nn.embedding_lookup(embedding, words)
stacked = tf.nn.rnn_cell.MultiRNNCell([make_cell() for _ in range(2)])
initial_state = stacked.zero_state(tf.shape(words)[0], tf.float32)
outputs, final_state = tf.nn.dynamic_rnn(stacked, inputs, initial_state=initial_state)
logits = tf.layers.dense(outputs, vocab)
loss = tf.contrib.seq2seq.sequence_loss(logits, targets, tf.ones_like(targets, dtype=tf.float32))
tvars = tf.trainable_variables()
grads, _ = tf.clip_by_global_norm(tf.gradients(loss, tvars), 5.0)
train_op = tf.train.AdamOptimizer(0.01).apply_gradients(zip(grads, tvars))

rng = np.random.RandomState(30)
text = rng.randint(0, vocab, (6, steps + 1))
feed = {words: text[:, :-1], targets: text[:, 1:], keep_prob: 1.0}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        sess.run(train_op, feed)
        print('%.5f' % sess.run(loss, feed))
