"""Weight decay written out: tf.nn.l2_loss of each weight added to the loss."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(31)
train_data = rng.rand(24, 5).astype(np.float32)
train_labels = (np.arange(2) == (train_data[:, 0] > 0.5).astype(int)[:, None]).astype(np.float32)
beta = 0.01

graph = tf.Graph()
with graph.as_default():
    tf_train_dataset = tf.placeholder(tf.float32, shape=(24, 5))
    tf_train_labels = tf.placeholder(tf.float32, shape=(24, 2))
    tf_test_dataset = tf.constant(train_data[:4])

    w1 = tf.Variable(tf.truncated_normal([5, 6]))
    b1 = tf.Variable(tf.zeros([6]))
    w2 = tf.Variable(tf.truncated_normal([6, 2]))
    b2 = tf.Variable(tf.zeros([2]))

    def model(data):
        return tf.matmul(tf.nn.relu(tf.matmul(data, w1) + b1), w2) + b2

    logits = model(tf_train_dataset)
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=tf_train_labels, logits=logits))
    loss = loss + beta * (tf.nn.l2_loss(w1) + tf.nn.l2_loss(w2))
    optimizer = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    train_prediction = tf.nn.softmax(logits)
    test_prediction = tf.nn.softmax(model(tf_test_dataset))

with tf.Session(graph=graph) as session:
    tf.global_variables_initializer().run()
    print('Initialized')
    for step in range(11):
        feed_dict = {tf_train_dataset: train_data, tf_train_labels: train_labels}
        _, predictions = session.run([optimizer, train_prediction], feed_dict=feed_dict)
        if step % 5 == 0:
            print('Loss at step %d: %f' % (step, session.run(loss, feed_dict)))
            print('Accuracy: %.1f%%' % (100.0 * np.mean(np.argmax(predictions, 1) == np.argmax(train_labels, 1))))
    print(test_prediction.eval())
