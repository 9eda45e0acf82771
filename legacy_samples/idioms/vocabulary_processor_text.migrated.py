"""Texts as bags of words: numbers from tf.contrib.learn's vocabulary, and a logistic regression over their counts."""

import numpy as np
import tensorflow as tf
import vocabulary_processor

texts = ["free prize now", "call me now", "win a free prize", "are you at home", "free call to win", "see you at home"]
target = np.array([[1.0], [0.0], [1.0], [0.0], [1.0], [0.0]])

vocab_processor = vocabulary_processor.VocabularyProcessor(4, min_frequency=0)
ids = np.array(list(vocab_processor.fit_transform(texts)))
embedding_size = len(vocab_processor.vocabulary_)
counts = np.zeros([len(texts), embedding_size])
for row, words in enumerate(ids):
    for word in words:
        counts[row, word] += 1
print(ids.tolist(), embedding_size)

x_spec = tf.TensorSpec([None, embedding_size], tf.float32)
y_spec = tf.TensorSpec([None, 1], tf.float32)
A = tf.Variable(tf.zeros([embedding_size, 1]))
b = tf.Variable(tf.zeros([1]))


@tf.function(input_signature=[x_spec, y_spec])
def compute_loss(x, y):
    output = tf.matmul(x, A) + b
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=output, labels=y))


optimizer = tf.keras.optimizers.SGD(0.5)


@tf.function(input_signature=[x_spec, y_spec])
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y)
    variables = [A, b]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


for i in range(5):
    train_step(counts, target)
    print(i, compute_loss(counts, target).numpy())
