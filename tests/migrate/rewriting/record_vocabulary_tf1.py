"""Records what TensorFlow 1.15.5's VocabularyProcessor gives, in vocabulary_tf1.json.

Run it with a Python that has TensorFlow 1.15.5: `python record_vocabulary_tf1.py`.
"""

import base64
import json
import os
import pickle

from tensorflow.contrib.learn import preprocessing

TEXTS = [
    "the cat sat on the mat",
    "The CAT's hat, isn't it?",
    "",
    "HTTPServer re-tries 42 times the_end",
    "cat cat dog",
]
NEW = ["a dog on the mat", "the unknown dog and cat and the hat and cat"]
SETTINGS = [
    {"max_document_length": 4},
    {"max_document_length": 10},
    {"max_document_length": 5, "min_frequency": 1},
    {"max_document_length": 5, "min_frequency": 2},
]


def main():
    found = []
    for setting in SETTINGS:
        processor = preprocessing.VocabularyProcessor(**setting)
        fitted = [row.tolist() for row in processor.fit_transform(TEXTS)]
        new = [row.tolist() for row in processor.transform(NEW)]
        back = list(processor.reverse(processor.transform(NEW)))
        saved = base64.b64encode(pickle.dumps(processor)).decode()
        length = len(processor.vocabulary_)
        found.append({"setting": setting, "fitted": fitted, "new": new, "back": back, "length": length, "saved": saved})
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vocabulary_tf1.json")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        json.dump({"texts": TEXTS, "more": NEW, "found": found}, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main()
