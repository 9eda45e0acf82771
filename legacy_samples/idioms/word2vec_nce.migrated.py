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
train_inputs_spec = tf.TensorSpec([None], tf.int32)
train_labels_spec = tf.TensorSpec([None, 1], tf.int32)
valid = tf.constant([0, 3], dtype=tf.int32)
start = np.random.RandomState(1).uniform(-1, 1, (2, vocabulary_size, embedding_size)).astype(np.float32)
embeddings = tf.Variable(start[0])
softmax_w = tf.Variable(start[1])
softmax_b = tf.Variable(tf.zeros([vocabulary_size]))
optimizer = tf.keras.optimizers.SGD(1.0)


@tf.function(input_signature=[train_inputs_spec, train_labels_spec])
def train_step(train_inputs, train_labels):
    with tf.GradientTape() as tape:
        embed = tf.nn.embedding_lookup(embeddings, train_inputs)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=tf.squeeze(train_labels, 1), logits=tf.matmul(embed, softmax_w, transpose_b=True) + softmax_b))
    variables = [embeddings, softmax_w, softmax_b]
    gradients = [tf.convert_to_tensor(g) for g in tape.gradient(loss, variables)]
    optimizer.apply_gradients(zip(gradients, variables))
    return loss


@tf.function
def similarity():
    norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keepdims=True))
    normalized = embeddings / norm
    return tf.matmul(tf.nn.embedding_lookup(normalized, valid), normalized, transpose_b=True)


average = 0
for step in range(12):
    batch = pairs[step % 3 * 10:step % 3 * 10 + 10]
    feed = dict(train_inputs=[a for a, _ in batch], train_labels=[[b] for _, b in batch])
    value = train_step(**feed).numpy()
    average += value
    if step % 4 == 3:
        print("Average loss at step ", step, ": ", average / 4)
        average = 0
print(similarity().numpy()[:, :4])
