"""Texts as bags of words: numbers from tf.contrib.learn's vocabulary, and a logistic regression over their counts."""

import numpy as np
import tensorflow as tf
from tensorflow.contrib import learn

texts = ["free prize now", "call me now", "win a free prize", "are you at home", "free call to win", "see you at home"]
target = np.array([[1.0], [0.0], [1.0], [0.0], [1.0], [0.0]])

vocab_processor = learn.preprocessing.VocabularyProcessor(4, min_frequency=0)
ids = np.array(list(vocab_processor.fit_transform(texts)))
embedding_size = len(vocab_processor.vocabulary_)
counts = np.zeros([len(texts), embedding_size])
for row, words in enumerate(ids):
    for word in words:
        counts[row, word] += 1
print(ids.tolist(), embedding_size)

x = tf.placeholder(tf.float32, [None, embedding_size])
y = tf.placeholder(tf.float32, [None, 1])
A = tf.Variable(tf.zeros([embedding_size, 1]))
b = tf.Variable(tf.zeros([1]))
output = tf.matmul(x, A) + b
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=output, labels=y))
train_step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

sess = tf.Session()
sess.run(tf.global_variables_initializer())
for i in range(5):
    sess.run(train_step, feed_dict={x: counts, y: target})
    print(i, sess.run(loss, feed_dict={x: counts, y: target}))
