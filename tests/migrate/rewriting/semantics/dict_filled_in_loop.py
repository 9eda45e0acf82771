import tensorflow as tf


def numbers(words):
    found = {}
    for word in words:
        found[word] = len(word)
    return found


def nested(rows):
    found = {}
    for row in rows:
        for key, value in row:
            if value > 1:
                found[key] = value
            else:
                found[key] = -value
    return found


def counted(last):
    found = {}
    at = 0
    while at < last:
        found[at] = at * at
        at += 1
    return found


x = tf.placeholder(tf.float32, [None])
a = tf.placeholder(tf.float32, [])
b = tf.placeholder(tf.float32, [])
y = a * x + b
inputs = [a, b]
with tf.Session() as sess:
    feed = {x: [1.0, 2.0]}
    for at in range(2):
        feed[inputs[at]] = float(at + 3)
    print(sess.run(y, feed))
    other = {x: [5.0]}
    for at in range(3):
        other[a] = at
        other[b] = 2 * at
        print(sess.run(y, other))
print(sorted(numbers(["a", "bb", "ccc"]).items()), sorted(counted(4).items()))
print(sorted(nested([[("a", 1), ("b", 2)], [("c", 3)]]).items()))
