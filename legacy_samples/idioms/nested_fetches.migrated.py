"""sess.run of a dict, a tuple, nested lists, and the same tensor twice."""
import collections

from compat import tf1 as tf

Point = collections.namedtuple('Point', ['x', 'y'])
base = tf.placeholder(tf.float32, [2], name='base')
doubled = base * 2
total = tf.reduce_sum(doubled)

with tf.Session() as sess:
    feed = {base: [1.5, 2.0]}
    values = sess.run({'doubled': doubled, 'total': total}, feed)
    print(sorted(values), values['doubled'], values['total'])
    d, (t, again) = sess.run([doubled, (total, [total, base])], feed)
    print(d, t, again)
    point = sess.run(Point(total, doubled), feed_dict=feed)
    print(point.x, point.y)
    print(sess.run([], feed), sess.run((total,), feed))
    print(sess.run('base:0', feed))
