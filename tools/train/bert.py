"""BERT in plain PyTorch: an encoder with learned positions, trained to guess hidden words and to place like texts alike.

LayerNorm after each part (post-norm), biases everywhere, GELU. The output guesses through a transform and the embedding
table. See Devlin et al. 2019, https://arxiv.org/abs/1810.04805; sentence vectors are means over tokens, trained as in
Reimers and Gurevych 2019, "Sentence-BERT", https://arxiv.org/abs/1908.10084, with the other texts of a batch as negatives.
"""

import torch
import torch.nn.functional as F
from torch import nn

from cross_entropy import linear_cross_entropy


class Embeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        dim = config["hidden_size"]
        self.word_embeddings = nn.Embedding(config["vocab_size"], dim)
        self.position_embeddings = nn.Embedding(config["max_position_embeddings"], dim)
        self.token_type_embeddings = nn.Embedding(config["type_vocab_size"], dim)
        self.LayerNorm = nn.LayerNorm(dim, config["layer_norm_eps"])

    def forward(self, ids):
        positions = self.position_embeddings.weight[: ids.shape[1]]
        return self.LayerNorm(self.word_embeddings(ids) + positions + self.token_type_embeddings.weight[0])


class SelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        dim, self.heads = config["hidden_size"], config["num_attention_heads"]
        self.query, self.key, self.value = (nn.Linear(dim, dim) for _ in range(3))

    def forward(self, x, mask):
        split = lambda y: y.view(*y.shape[:2], self.heads, -1).transpose(1, 2).float()
        out = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask)
        return out.transpose(1, 2).reshape(x.shape)


class Joined(nn.Module):
    """A projection, added to the part's input and normalised."""

    def __init__(self, width, config):
        super().__init__()
        self.dense = nn.Linear(width, config["hidden_size"])
        self.LayerNorm = nn.LayerNorm(config["hidden_size"], config["layer_norm_eps"])

    def forward(self, x, added_to):
        return self.LayerNorm(self.dense(x) + added_to)


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.self = SelfAttention(config)
        self.output = Joined(config["hidden_size"], config)

    def forward(self, x, mask):
        return self.output(self.self(x, mask), x)


class Dense(nn.Module):
    def __init__(self, into, out):
        super().__init__()
        self.dense = nn.Linear(into, out)

    def forward(self, x):
        return F.gelu(self.dense(x))


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.attention = Attention(config)
        self.intermediate = Dense(config["hidden_size"], config["intermediate_size"])
        self.output = Joined(config["intermediate_size"], config)

    def forward(self, x, mask):
        x = self.attention(x, mask)
        return self.output(self.intermediate(x), x)


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layer = nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))


class Trunk(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.embeddings = Embeddings(config)
        self.encoder = Encoder(config)

    def forward(self, ids):
        mask = torch.zeros(ids.shape, device=ids.device).masked_fill(ids == 0, -torch.inf)[:, None, None, :]
        x = self.embeddings(ids)
        for layer in self.encoder.layer:
            x = layer(x, mask)
        return x


class Transform(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.dense = nn.Linear(config["hidden_size"], config["hidden_size"])
        self.LayerNorm = nn.LayerNorm(config["hidden_size"], config["layer_norm_eps"])

    def forward(self, x):
        return self.LayerNorm(F.gelu(self.dense(x)))


class Predictions(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(config["vocab_size"]))
        self.transform = Transform(config)


class Heads(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.predictions = Predictions(config)


class Bert(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.bert = Trunk(config)
        self.cls = Heads(config)
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=0.02)
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)

    def forward(self, ids):
        predictions = self.cls.predictions
        hidden = predictions.transform(self.bert(ids))
        return F.linear(hidden, self.bert.embeddings.word_embeddings.weight, predictions.bias)

    def masked_loss(self, ids, targets):
        """ids with some tokens hidden, targets with -100 where nothing is to be guessed."""
        known = targets != -100
        hidden = self.cls.predictions.transform(self.bert(ids)[known])
        # The bias is one more column of the table, met by a one at the end of each hidden state.
        table = torch.cat([self.bert.embeddings.word_embeddings.weight, self.cls.predictions.bias[:, None]], dim=1)
        return linear_cross_entropy(F.pad(hidden, (0, 1), value=1.0), table, targets[known])

    def sentences(self, ids):
        """One vector of length 1 for each row: the mean over its real tokens."""
        real = (ids != 0)[..., None].float()
        mean = (self.bert(ids).float() * real).sum(1) / real.sum(1)
        return F.normalize(mean, dim=-1)

    def pair_scores(self, questions, passages, about):
        """Cosines [questions, passages]; passages about the same as the question are left out, except its own."""
        scores = self.sentences(questions) @ self.sentences(passages).T
        same = about[:, None] == about[None, :]
        return scores.masked_fill(same & ~torch.eye(len(about), dtype=torch.bool, device=about.device), -torch.inf)

    def pair_loss(self, questions, passages, about, temperature=0.05):
        """Each question has to find its passage among those of the batch, and each passage its question."""
        scores = self.pair_scores(questions, passages, about) / temperature
        own = torch.arange(len(scores), device=scores.device)
        return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2

    def pairs_found(self, questions, passages, about):
        """For each question whether its own passage is the nearest of the batch."""
        scores = self.pair_scores(questions, passages, about)
        return scores.argmax(-1) == torch.arange(len(scores), device=scores.device)
