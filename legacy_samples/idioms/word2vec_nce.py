"""Skip-gram: embedding_lookup, nce_loss, normalised similarity."""
import collections

import numpy as np
import tensorflow as tf

text = "the quick brown fox jumps over the lazy dog and the fox runs from the dog".split()
vocabulary = [w for w, _ in collections.Counter(text).most_common()]
vocabulary.sort()
index = {w: i for i, w in enumerate(vocabulary)}
ids = [index[w] for w in text]
pairs = [(ids[i], ids[j]) for i in range(1, len(ids) - 1) for j in (i - 1, i + 1)]

vocabulary_size, embedding_size = len(vocabulary), 6
train_inputs = tf.placeholder(tf.int32, shape=[None])
train_labels = tf.placeholder(tf.int32, shape=[None, 1])
valid = tf.constant([0, 3], dtype=tf.int32)
start = np.random.RandomState(1).uniform(-1, 1, (2, vocabulary_size, embedding_size)).astype(np.float32)
with tf.device('/cpu:0'):
    embeddings = tf.Variable(start[0])
    embed = tf.nn.embedding_lookup(embeddings, train_inputs)
    softmax_w = tf.Variable(start[1])
    softmax_b = tf.Variable(tf.zeros([vocabulary_size]))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(
    labels=tf.squeeze(train_labels, 1), logits=tf.matmul(embed, softmax_w, transpose_b=True) + softmax_b))
optimizer = tf.train.GradientDescentOptimizer(1.0).minimize(loss)
norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keep_dims=True))
normalized = embeddings / norm
similarity = tf.matmul(tf.nn.embedding_lookup(normalized, valid), normalized, transpose_b=True)

with tf.Session() as session:
    tf.global_variables_initializer().run()
    average = 0
    for step in range(12):
        batch = pairs[step % 3 * 10:step % 3 * 10 + 10]
        feed = {train_inputs: [a for a, _ in batch], train_labels: [[b] for _, b in batch]}
        _, value = session.run([optimizer, loss], feed_dict=feed)
        average += value
        if step % 4 == 3:
            print("Average loss at step ", step, ": ", average / 4)
            average = 0
    print(similarity.eval()[:, :4])
