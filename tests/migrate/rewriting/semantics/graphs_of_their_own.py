import tensorflow as tf

g1 = tf.Graph()
with g1.as_default():
    w = tf.Variable([1.0, 2.0], name="w")
    x = tf.placeholder(tf.float32, [2], name="x")
    y = tf.reduce_sum(w * x)
    train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(y - 1.0))
    count = len(tf.trainable_variables())
    init = tf.global_variables_initializer()

g2 = tf.Graph()
with g2.as_default():
    v = tf.Variable([3.0, 4.0], name="w")
    x2 = tf.placeholder(tf.float32, [2], name="x")
    z = tf.reduce_sum(v + x2)
    train2 = tf.train.GradientDescentOptimizer(0.01).minimize(tf.square(z - 1.0))
    count2 = len(tf.trainable_variables())
    init2 = tf.global_variables_initializer()

print(count, count2)
with tf.Session(graph=g1) as sess:
    sess.run(init)
    for _ in range(3):
        sess.run(train, {x: [1.0, 0.5]})
    print(sess.run([w, y], {x: [1.0, 0.5]}))
with tf.Session(graph=g2) as sess:
    sess.run(init2)
    for _ in range(3):
        sess.run(train2, {x2: [1.0, 0.5]})
    print(sess.run([v, z], {x2: [1.0, 0.5]}))
