import tensorflow as tf

def net(x, depth):
    acts = [x]
    for k in range(depth):
        acts.append(acts[-1] * 2.0)
    return acts

def first():
    x = tf.placeholder(tf.float32, [2])
    acts = net(x, 2)
    with tf.Session() as sess:
        print(sess.run(acts, {x: [1, 2]}))

def second():
    x = tf.placeholder(tf.float32, [2])
    acts = net(x, 1)
    out = {"acts": acts, "last": acts[-1]}
    with tf.Session() as sess:
        print(sess.run(acts, {x: [3, 4]}))
        r = sess.run(out, {x: [3, 4]})
        print(r["acts"], r["last"])

first()
tf.reset_default_graph()
second()
